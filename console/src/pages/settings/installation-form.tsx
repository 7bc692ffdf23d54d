import { Button, Group, NumberInput, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Settings } from "../../../../runtime/api/contract/settings.ts";
import { api } from "../../api/api.ts";
import { ApiError } from "../../api/api-error.ts";
import { answerQuery } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { ChangedMeanwhile } from "../../parts/changed-meanwhile.tsx";
import { showDone } from "../../parts/notices.tsx";
import { readAgainIfOutrun } from "../../api/read-again.ts";
import { ProblemText } from "../../parts/problem-text.tsx";
import { Section } from "../../parts/section.tsx";
import { Time } from "../../parts/time.tsx";
import { UnsavedGuard } from "../../parts/unsaved-guard.tsx";
import { useDraft } from "../../parts/use-draft.ts";

type Values = Settings["values"];

/** As the fields hold it: a number that was taken away, or letters in its place, is there to be told about. */
type Typed = {
  readonly [Field in keyof Values]: Values[Field] | (Values[Field] extends number ? string | null : never);
};

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
  const draft = useDraft<Typed>(settings.values);
  const { value: values, edited } = draft;
  const save = useMutation({
    mutationFn: () =>
      api.put("/settings", {
        // The runtime judges what was typed, and names the field.
        body: { ...(only(values, edited) as Partial<Values>), base: only(draft.base, edited) as Partial<Values> },
      }),
    onSuccess: (now) => {
      client.setQueryData(answerQuery("/settings").queryKey, now);
      draft.set(now.values);
      showDone("The settings are saved.");
    },
    onError: (error) => readAgainIfOutrun(client, error, "/settings"),
  });
  const refusal = save.error instanceof ApiError ? save.error : null;
  const set = (part: Partial<Typed>): void => draft.set({ ...values, ...part });
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
              value={values[field] ?? ""}
              onChange={(value) => set({ [field]: value === "" ? null : value })}
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
          <ProblemText error={draft.outrun ? null : save.error} fields={Object.keys(values)} />
          <ChangedMeanwhile
            shown={draft.outrun}
            onKeep={() => {
              draft.keep();
              save.reset();
            }}
            onGiveUp={() => {
              draft.begin(settings.values);
              save.reset();
            }}
          />
          <UnsavedGuard edited={edited.length > 0} />
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

function only(values: Typed, fields: readonly string[]): Partial<Typed> {
  return Object.fromEntries(Object.entries(values).filter(([field]) => fields.includes(field)));
}
