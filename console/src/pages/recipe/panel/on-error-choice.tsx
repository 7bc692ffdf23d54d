import { NativeSelect } from "@mantine/core";
import type { OnError } from "../document/recipe-shape.ts";

interface OnErrorChoiceProps {
  readonly value: OnError;
  readonly readOnly: boolean;
  readonly onChange: (value: OnError) => void;
  readonly words: Readonly<Record<OnError, { readonly label: string }>>;
}

/** What happens when the step fails for good. */
export function OnErrorChoice({ value, readOnly, onChange, words }: OnErrorChoiceProps) {
  const choices = Object.entries(words) as [OnError, { readonly label: string }][];
  return (
    <NativeSelect
      label="If it fails for good"
      description="After the tries that the recipe’s retry setting gives it."
      disabled={readOnly}
      value={value}
      data={choices.map(([key, { label }]) => ({ value: key, label }))}
      onChange={({ currentTarget }) => {
        const chosen = choices.find(([key]) => key === currentTarget.value);
        if (chosen !== undefined) onChange(chosen[0]);
      }}
    />
  );
}
