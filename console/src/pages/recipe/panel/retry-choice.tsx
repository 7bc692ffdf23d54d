import { NativeSelect, SimpleGrid, Stack } from "@mantine/core";
import type { RetryShape, SettingsShape } from "../document/recipe-shape.ts";
import { PlainNumber } from "../form/plain-number.tsx";

type Retry = NonNullable<SettingsShape["retry"]>;

interface RetryChoiceProps {
  readonly value: Retry;
  readonly readOnly: boolean;
  /** `null`: as is usual. */
  readonly onChange: (value: Retry | null) => void;
}

/** As is usual: what somebody begins with who sets it otherwise. */
const FIRST: RetryShape = { tries: 12, firstDelaySeconds: 4, longestDelaySeconds: 300 };

/** How a run that failed is tried again. */
export function RetryChoice({ value, readOnly, onChange }: RetryChoiceProps) {
  const own = typeof value === "string" ? null : value;
  const number = (field: keyof RetryShape, label: string, min: number) =>
    own !== null && (
      <PlainNumber
        label={label}
        readOnly={readOnly}
        usual={FIRST[field]}
        min={min}
        value={own[field]}
        onChange={(given) => onChange({ ...own, [field]: given ?? FIRST[field] })}
      />
    );
  return (
    <Stack gap="xs">
      <NativeSelect
        label="When a run fails"
        description="Only what can be tried again safely is."
        disabled={readOnly}
        value={own === null ? (value as string) : "own"}
        data={[
          { value: "standard", label: "Try again, as is usual" },
          { value: "never", label: "Do not try again" },
          { value: "own", label: "Try again as set here" },
        ]}
        onChange={({ currentTarget }) =>
          onChange(currentTarget.value === "own" ? FIRST : currentTarget.value === "never" ? "never" : null)
        }
      />
      {own !== null && (
        <SimpleGrid cols={{ base: 1, xs: 3 }}>
          {number("tries", "Tries in all", 1)}
          {number("firstDelaySeconds", "First wait (s)", 1)}
          {number("longestDelaySeconds", "Longest wait (s)", 1)}
        </SimpleGrid>
      )}
    </Stack>
  );
}
