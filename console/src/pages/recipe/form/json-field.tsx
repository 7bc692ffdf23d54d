import { Textarea } from "@mantine/core";
import { useState } from "react";
import type { FieldProps } from "./prop-field.tsx";
import { useCommitted } from "./use-committed.ts";

/** A value with parts, as JSON. A text that is no JSON is kept in the field and not saved. */
export function JsonField({ label, description, required, readOnly, value, onChange }: FieldProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const saved = value === undefined || value === null ? "" : JSON.stringify(value, null, 2);
  const { text, type, flush } = useCommitted(saved, (given) => {
    try {
      onChange(given.trim() === "" ? null : (JSON.parse(given) as unknown));
      setProblem(null);
    } catch (error) {
      setProblem(`Not saved; expected JSON, as in {"key": "value"}. ${error instanceof Error ? error.message : ""}`);
    }
  });
  return (
    <Textarea
      label={label}
      description={description}
      required={required}
      readOnly={readOnly}
      error={problem}
      autosize
      minRows={2}
      maxRows={14}
      spellCheck={false}
      styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: "0.8125rem" } }}
      value={text}
      onChange={({ currentTarget }) => type(currentTarget.value)}
      onBlur={flush}
    />
  );
}
