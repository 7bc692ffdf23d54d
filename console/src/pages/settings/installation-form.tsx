import { Button, Group, NumberInput, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Settings } from "../../../../runtime/api/contract/settings.ts";
import { api } from "../../api/api.ts";
import { ApiError } from "../../api/api-error.ts";
import { answerQuery } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { showDone } from "../../parts/notices.tsx";
import { ProblemText } from "../../parts/problem-text.tsx";
import { Section } from "../../parts/section.tsx";
import { Time } from "../../parts/time.tsx";
import { changesBetween } from "../../words/value-changes.ts";

type Values = Settings["values"];

const DAYS = [
  { field: "keepDays", label: "Keep ended runs", description: "Then they are deleted." },
  {
    field: "maskAfterDays",
    label: "Mask personal data after",
    description: "Then a run can no longer be replayed, since its event is gone too.",
  },
  { field: "keepExceptionsDays", label: "Keep closed exceptions", description: "Counted from when they were closed." },
] as const;

/** Name, time zone, retention and masking. */
export function InstallationForm({ settings }: { readonly settings: Settings }) {
  const client = useQueryClient();
  const may = useMay("admin");
  const [values, setValues] = useState<Values>(settings.values);
  const edited = changesBetween(settings.values, values).map(({ path }) => path);
  const save = useMutation({
    mutationFn: () =>
      api.put("/settings", {
        body: Object.fromEntries(Object.entries(values).filter(([field]) => edited.includes(field))),
      }),
    onSuccess: (now) => {
      client.setQueryData(answerQuery("/settings").queryKey, now);
      showDone("The settings are saved.");
    },
  });
  const refusal = save.error instanceof ApiError ? save.error : null;
  const set = (part: Partial<Values>): void => setValues({ ...values, ...part });
  const fieldOf = (field: keyof Values) => ({
    disabled: !may || settings.fixed.includes(field),
    error: refusal?.about(field),
  });
  return (
    <Section title="Installation">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack maw={480}>
          {settings.fixed.length > 0 && (
            <Text size="sm">What is greyed out is written in the configuration file; change it there.</Text>
          )}
          <TextInput
            label="Name"
            description="What this console calls itself."
            maxLength={60}
            value={values.name}
            onChange={({ currentTarget }) => set({ name: currentTarget.value })}
            {...fieldOf("name")}
          />
          <TextInput
            label="Time zone"
            description="In which times are shown, such as Europe/London."
            value={values.timeZone}
            onChange={({ currentTarget }) => set({ timeZone: currentTarget.value })}
            {...fieldOf("timeZone")}
          />
          {DAYS.map(({ field, label, description }) => (
            <NumberInput
              key={field}
              label={label}
              description={description}
              suffix=" days"
              allowDecimal={false}
              min={field === "maskAfterDays" ? 0 : 1}
              max={3_650}
              value={values[field]}
              onChange={(value) => set({ [field]: Number(value) })}
              {...fieldOf(field)}
            />
          ))}
          <Switch
            label="Mask personal data before it is stored"
            description="Counts from the next start on. What was masked stays masked."
            checked={values.maskPersonalData}
            onChange={({ currentTarget }) => set({ maskPersonalData: currentTarget.checked })}
            {...fieldOf("maskPersonalData")}
          />
          <ProblemText error={save.error} />
          <Group>
            {may ? (
              <Button type="submit" loading={save.isPending} disabled={edited.length === 0}>
                Save
              </Button>
            ) : (
              <Text size="sm">An administrator can change these.</Text>
            )}
            {settings.changedAt !== null && (
              <Text size="sm" c="dimmed">
                {`Changed by ${settings.changedBy ?? "LastEdit"}, `}
                <Time value={settings.changedAt} />
              </Text>
            )}
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
