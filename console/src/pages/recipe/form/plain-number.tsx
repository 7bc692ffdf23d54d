import { NumberInput } from "@mantine/core";
import { useCommitted } from "./use-committed.ts";

interface PlainNumberProps {
  readonly label: string;
  readonly description?: string;
  readonly readOnly: boolean;
  /** What holds where it is left empty. */
  readonly usual: number;
  readonly min: number;
  readonly max?: number;
  readonly value: number | undefined;
  /** `null`: left empty. */
  readonly onChange: (value: number | null) => void;
}

/** A whole number with a usual value. */
export function PlainNumber({ value, usual, onChange, ...field }: PlainNumberProps) {
  const { text, type, flush } = useCommitted(value === undefined ? "" : String(value), (given) =>
    onChange(given === "" ? null : Number(given)),
  );
  return (
    <NumberInput
      {...field}
      allowDecimal={false}
      placeholder={String(usual)}
      value={text === "" ? "" : Number(text)}
      onChange={(given) => type(String(given))}
      onBlur={flush}
    />
  );
}
