import { NativeSelect, SimpleGrid, Stack, Text } from "@mantine/core";
import { RowList } from "../../parts/row-list.tsx";
import { Section } from "../../parts/section.tsx";
import { OWNER_WORDS, OWNERS, SEVERITIES, SEVERITY_WORDS } from "../../words/exceptions.ts";
import { ConditionFields } from "./condition-fields.tsx";
import type { RoutingAnswer } from "./condition-fields.tsx";
import { NEW_OWNER_ROW, without } from "./routing-draft.ts";
import type { Owner, OwnerRow, Severity } from "./routing-draft.ts";

interface OwnerRulesProps {
  readonly answer: RoutingAnswer;
  readonly rows: readonly OwnerRow[];
  readonly problemAt: (path: string) => string | undefined;
  readonly disabled: boolean;
  readonly onChange: (rows: readonly OwnerRow[]) => void;
}

const OWN = { value: "", label: "The kind’s own" };

/** Who owns which exception, where it is another than the kind's own. */
export function OwnerRules({ answer, rows, problemAt, disabled, onChange }: OwnerRulesProps) {
  return (
    <Section title="Who owns what">
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          Each kind of exception has an owner and a severity of its own. A rule gives it another one; the first rule
          that fits counts.
        </Text>
        <RowList
          noun="owner rule"
          add="Add an owner rule"
          rows={rows}
          fresh={() => NEW_OWNER_ROW}
          empty="No rule: each kind has its own owner."
          ordered
          disabled={disabled}
          onChange={onChange}
          row={(row, index, set) => (
            <Stack gap="sm">
              <ConditionFields
                answer={answer}
                when={row.when}
                facts={["kind", "shop"]}
                disabled={disabled}
                onChange={(when) => set({ ...row, when })}
              />
              <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
                <NativeSelect
                  label="Goes to"
                  value={row.owner ?? ""}
                  data={[OWN, ...OWNERS.map((owner) => ({ value: owner, label: OWNER_WORDS[owner] }))]}
                  error={problemAt(`owners.${index}`)}
                  disabled={disabled}
                  onChange={({ currentTarget: { value } }) =>
                    set(value === "" ? without(row, "owner") : { ...row, owner: value as Owner })
                  }
                />
                <NativeSelect
                  label="As severity"
                  value={row.severity ?? ""}
                  data={[OWN, ...SEVERITIES.map((each) => ({ value: each, label: SEVERITY_WORDS[each] }))]}
                  disabled={disabled}
                  onChange={({ currentTarget: { value } }) =>
                    set(value === "" ? without(row, "severity") : { ...row, severity: value as Severity })
                  }
                />
              </SimpleGrid>
            </Stack>
          )}
        />
      </Stack>
    </Section>
  );
}
