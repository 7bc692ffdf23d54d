import { NativeSelect, NumberInput, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { linesOfMapping, readMappingLines } from "../../words/mapping-lines.ts";
import type { ProfileField } from "./profile-fields.ts";

interface ProfileInputProps {
  readonly field: ProfileField;
  readonly value: unknown;
  readonly standard: unknown;
  readonly problem: string | undefined;
  readonly disabled: boolean;
  /** undefined: nothing is said, so the default holds. */
  readonly onChange: (value: unknown) => void;
}

/** One field of a profile; what holds without it stands in it greyed. */
export function ProfileInput({ field, value, standard, problem, disabled, onChange }: ProfileInputProps) {
  const { label, hint, kind, options = [] } = field;
  const given = typeof value === "string" || typeof value === "number" ? String(value) : "";
  const usual = typeof standard === "string" || typeof standard === "number" ? String(standard) : "";
  const common = { label, description: hint === "" ? undefined : hint, error: problem, disabled };
  if (kind === "mapping") return <MappingInput {...common} value={value} onChange={onChange} />;
  if (kind === "choice") {
    return (
      <NativeSelect
        {...common}
        value={given}
        data={[
          { value: "", label: `Default: ${usual}` },
          ...options.map((option) => ({ value: option, label: option })),
        ]}
        onChange={({ currentTarget }) => onChange(currentTarget.value === "" ? undefined : currentTarget.value)}
      />
    );
  }
  if (kind === "number") {
    return (
      <NumberInput
        {...common}
        value={given}
        placeholder={usual}
        min={1}
        allowDecimal={false}
        onChange={(next) => onChange(next === "" ? undefined : Number(next))}
      />
    );
  }
  return (
    <TextInput
      {...common}
      value={given}
      placeholder={usual}
      onChange={({ currentTarget }) => onChange(currentTarget.value === "" ? undefined : currentTarget.value)}
    />
  );
}

interface MappingInputProps {
  readonly label: string;
  readonly description: string | undefined;
  readonly error: string | undefined;
  readonly disabled: boolean;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** The text stays as it is typed; the mapping is what can be read of it. */
function MappingInput({ value, onChange, error, ...common }: MappingInputProps) {
  const [text, setText] = useState(() => linesOfMapping((value ?? {}) as Readonly<Record<string, string>>));
  const { problem } = readMappingLines(text);
  return (
    <Textarea
      {...common}
      autosize
      minRows={3}
      maxRows={16}
      spellCheck={false}
      value={text}
      error={problem ?? error}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        const { mapping } = readMappingLines(currentTarget.value);
        onChange(Object.keys(mapping).length === 0 ? undefined : mapping);
      }}
    />
  );
}
