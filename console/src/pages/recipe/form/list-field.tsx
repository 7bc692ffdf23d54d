import { TagsInput } from "@mantine/core";
import type { FieldProps } from "./prop-field.tsx";

/** Several texts or numbers, one at a time. */
export function ListField({ label, description, required, readOnly, value, prop, onChange }: FieldProps) {
  const isNumbers = prop.type === "integer[]";
  const values = Array.isArray(value) ? value.map(String) : [];
  return (
    <TagsInput
      label={label}
      description={description}
      required={required}
      readOnly={readOnly}
      placeholder={values.length === 0 ? "Type one and press Enter" : ""}
      value={values}
      onChange={(texts) => {
        const given = isNumbers ? texts.map(Number).filter(Number.isFinite) : texts;
        onChange(given.length === 0 ? null : given);
      }}
    />
  );
}
