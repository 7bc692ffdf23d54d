import { Divider, NumberInput, SimpleGrid, Stack, Text } from "@mantine/core";
import { RowList } from "../../parts/row-list.tsx";
import { Section } from "../../parts/section.tsx";
import { ChannelChoice } from "./channel-choice.tsx";
import { ConditionFields } from "./condition-fields.tsx";
import type { RoutingAnswer } from "./condition-fields.tsx";
import { NEW_ROUTE } from "./routing-draft.ts";
import type { RouteRow } from "./routing-draft.ts";

interface RouteRulesProps {
  readonly answer: RoutingAnswer;
  readonly rows: readonly RouteRow[];
  readonly problemAt: (path: string) => string | undefined;
  readonly disabled: boolean;
  readonly onChange: (rows: readonly RouteRow[]) => void;
}

/** Who is told, and by when somebody must be at it. The last rule is for everything else and stays. */
export function RouteRules({ answer, rows, problemAt, disabled, onChange }: RouteRulesProps) {
  const rest = rows.at(-1) ?? { ...NEW_ROUTE, when: {} };
  const special = rows.slice(0, -1);
  const fields = (row: RouteRow, index: number, set: (row: RouteRow) => void) => (
    <RouteFields
      row={row}
      channels={answer.channels}
      problemAt={(field) => problemAt(`routes.${index}${field === "" ? "" : `.${field}`}`)}
      disabled={disabled}
      onChange={set}
    />
  );
  return (
    <Section title="Who is told, and by when">
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          The first rule that fits counts. A deadline is how long an exception may wait until somebody takes it.
        </Text>
        <RowList
          noun="rule"
          add="Add a rule"
          rows={special}
          fresh={() => NEW_ROUTE}
          empty="No rule of its own: what stands below holds for everything."
          ordered
          disabled={disabled}
          onChange={(next) => onChange([...next, rest])}
          row={(row, index, set) => (
            <Stack gap="sm">
              <ConditionFields
                answer={answer}
                when={row.when}
                facts={["owner", "severity", "kind", "shop"]}
                disabled={disabled}
                onChange={(when) => set({ ...row, when })}
              />
              <Divider />
              {fields(row, index, set)}
            </Stack>
          )}
        />
        <Text fw={580} size="sm" mt="xs">
          Everything else
        </Text>
        {fields(rest, special.length, (next) => onChange([...special, next]))}
      </Stack>
    </Section>
  );
}

interface RouteFieldsProps {
  readonly row: RouteRow;
  readonly channels: readonly string[];
  readonly problemAt: (field: string) => string | undefined;
  readonly disabled: boolean;
  readonly onChange: (row: RouteRow) => void;
}

function RouteFields({ row, channels, problemAt, disabled, onChange }: RouteFieldsProps) {
  const { takeWithinMinutes, escalateTo, warnBeforeMinutes } = row;
  const minutes = (value: string | number): number | null => (value === "" ? null : Number(value));
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
      <ChannelChoice
        label="Tell"
        channels={channels}
        value={row.channels}
        error={problemAt("channels")}
        disabled={disabled}
        onChange={(next) => onChange({ ...row, channels: next })}
      />
      <NumberInput
        label="Remind before its deadline"
        placeholder="Never"
        suffix=" min"
        min={1}
        value={warnBeforeMinutes ?? ""}
        error={problemAt("warnBeforeMinutes")}
        disabled={disabled}
        onChange={(value) => onChange({ ...row, warnBeforeMinutes: minutes(value) })}
      />
      <NumberInput
        label="Must be taken within"
        placeholder="No deadline"
        suffix=" min"
        min={1}
        value={takeWithinMinutes ?? ""}
        error={problemAt("takeWithinMinutes") ?? problemAt("")}
        disabled={disabled}
        onChange={(value) => {
          const next = minutes(value);
          // A deadline without anybody to tell, or the other way round, is refused.
          onChange({
            ...row,
            takeWithinMinutes: next,
            escalateTo: next === null ? [] : escalateTo.length > 0 ? escalateTo : ["all"],
          });
        }}
      />
      <ChannelChoice
        label="If nobody does, tell"
        channels={channels}
        value={escalateTo}
        error={problemAt("escalateTo")}
        disabled={disabled || takeWithinMinutes === null}
        onChange={(next) => onChange({ ...row, escalateTo: next })}
      />
    </SimpleGrid>
  );
}
