import { NativeSelect, NumberInput, Switch, TagsInput, TextInput } from "@mantine/core";
import type { FieldOf } from "../profile-fields.ts";

interface PlainFieldProps {
  readonly field: FieldOf<"text" | "number" | "switch" | "choice" | "list">;
  readonly value: unknown;
  readonly standard: unknown;
  readonly problem: string | undefined;
  readonly disabled: boolean;
  readonly onChange: (value: unknown) => void;
}

const UNIT_MS = { seconds: 1_000, minutes: 60_000 } as const;

/** A field of one value; what holds without it stands in it greyed. */
export function PlainField({ field, value, standard, problem, disabled, onChange }: PlainFieldProps) {
  const common = {
    label: field.label,
    description: field.hint === "" ? undefined : field.hint,
    error: problem,
    disabled,
  };
  switch (field.kind) {
    case "switch":
      return (
        <Switch
          {...common}
          checked={(value ?? standard) === true}
          onChange={({ currentTarget: { checked } }) => onChange(checked === standard ? undefined : checked)}
        />
      );
    case "choice": {
      const usual = field.options.find((option) => option.value === standard)?.label ?? textOf(standard);
      return (
        <NativeSelect
          {...common}
          value={textOf(value)}
          data={[{ value: "", label: `Usual: ${usual}` }, ...field.options]}
          onChange={({ currentTarget }) => onChange(currentTarget.value === "" ? undefined : currentTarget.value)}
        />
      );
    }
    case "number": {
      const unitMs = field.unit === undefined ? 1 : UNIT_MS[field.unit];
      return (
        <NumberInput
          {...common}
          value={typeof value === "number" ? value / unitMs : textOf(value)}
          placeholder={typeof standard === "number" ? String(standard / unitMs) : ""}
          min={0}
          onChange={(next) => onChange(next === "" ? undefined : Math.round(Number(next) * unitMs))}
        />
      );
    }
    case "list":
      return (
        <TagsInput
          {...common}
          placeholder={Array.isArray(value) && value.length > 0 ? undefined : field.example}
          value={Array.isArray(value) ? (value as string[]) : []}
          onChange={(next) => onChange(next.length === 0 ? undefined : next)}
        />
      );
    case "text":
      return (
        <TextInput
          {...common}
          value={textOf(value)}
          placeholder={textOf(standard) === "" ? field.example : textOf(standard)}
          onChange={({ currentTarget }) => onChange(currentTarget.value === "" ? undefined : currentTarget.value)}
        />
      );
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
