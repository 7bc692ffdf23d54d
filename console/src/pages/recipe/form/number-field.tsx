import { NumberInput } from "@mantine/core";
import type { FieldProps } from "./prop-field.tsx";
import { useCommitted } from "./use-committed.ts";

/** A number within its limits; empty means its default. */
export function NumberField({ label, description, required, readOnly, value, prop, onChange }: FieldProps) {
  const { text, type, flush } = useCommitted(typeof value === "number" ? String(value) : "", (given) =>
    onChange(given === "" ? null : Number(given)),
  );
  const { min, max, default: usual, type: kind } = prop;
  return (
    <NumberInput
      label={label}
      description={description}
      required={required}
      readOnly={readOnly}
      allowDecimal={kind !== "integer"}
      placeholder={typeof usual === "number" ? String(usual) : ""}
      {...(min === null ? {} : { min })}
      {...(max === null ? {} : { max })}
      value={text === "" ? "" : Number(text)}
      onChange={(given) => type(String(given))}
      onBlur={flush}
    />
  );
}
