import { Group, NumberInput, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useId, useState } from "react";
import type { FieldProps } from "./prop-field.tsx";
import { useCommitted } from "./use-committed.ts";

interface Timer {
  readonly intervalSeconds?: number;
  readonly cron?: string;
}

/** When a source looks: every so many seconds, or at the times of a cron schedule. */
export function TimerField({ label, description, readOnly, value, prop, onChange }: FieldProps) {
  const id = useId();
  const timer = (value ?? prop.default ?? {}) as Timer;
  const [how, setHow] = useState<"every" | "cron">(timer.cron === undefined ? "every" : "cron");
  const every = useCommitted(String(timer.intervalSeconds ?? ""), (text) =>
    onChange(text === "" ? null : { intervalSeconds: Number(text) }),
  );
  const cron = useCommitted(timer.cron ?? "", (text) => onChange(text.trim() === "" ? null : { cron: text.trim() }));
  return (
    <Stack gap={6} role="group" aria-labelledby={id}>
      <Text size="sm" fw={500} id={id}>
        {label}
      </Text>
      {description !== "" && (
        <Text size="xs" c="dimmed">
          {description}
        </Text>
      )}
      <Group gap="xs" align="flex-start">
        <SegmentedControl
          aria-label={`${label}: how`}
          readOnly={readOnly}
          value={how}
          onChange={(text) => setHow(text === "cron" ? "cron" : "every")}
          data={[
            { value: "every", label: "Every" },
            { value: "cron", label: "At times" },
          ]}
        />
        {how === "every" ? (
          <NumberInput
            aria-label={`${label}: seconds`}
            suffix=" seconds"
            min={1}
            allowDecimal={false}
            readOnly={readOnly}
            value={every.text === "" ? "" : Number(every.text)}
            onChange={(text) => every.type(String(text))}
            onBlur={every.flush}
          />
        ) : (
          <TextInput
            aria-label={`${label}: cron schedule`}
            placeholder="0 7 * * 1-5"
            readOnly={readOnly}
            value={cron.text}
            onChange={({ currentTarget }) => cron.type(currentTarget.value)}
            onBlur={cron.flush}
          />
        )}
      </Group>
    </Stack>
  );
}
