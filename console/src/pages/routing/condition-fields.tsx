import { MultiSelect, SimpleGrid, TagsInput } from "@mantine/core";
import type { Answer } from "../../api/client.ts";
import { OWNER_WORDS, OWNERS, SEVERITIES, SEVERITY_WORDS } from "../../words/exceptions.ts";
import { listOf, withCondition } from "./routing-draft.ts";
import type { Conditions } from "./routing-draft.ts";

export type RoutingAnswer = Answer<"GET", "/routing">;

interface ConditionFieldsProps {
  readonly answer: RoutingAnswer;
  readonly when: Conditions;
  readonly facts: readonly (keyof Conditions)[];
  readonly disabled: boolean;
  readonly onChange: (when: Conditions) => void;
}

/** What an exception must be for a row to fit. What is left empty may be anything. */
export function ConditionFields({ answer, when, facts, disabled, onChange }: ConditionFieldsProps) {
  const set = (fact: keyof Conditions) => (values: string[]) => onChange(withCondition(when, fact, values));
  const choices = {
    kind: {
      label: "Kinds",
      any: "Any kind",
      data: answer.kinds.map(({ kind, title }) => ({ value: kind, label: title })),
    },
    owner: {
      label: "Owners",
      any: "Any owner",
      data: OWNERS.map((owner) => ({ value: owner, label: OWNER_WORDS[owner] })),
    },
    severity: {
      label: "Severities",
      any: "Any severity",
      data: SEVERITIES.map((severity) => ({ value: severity, label: SEVERITY_WORDS[severity] })),
    },
  };
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
      {facts.map((fact) => {
        const value = listOf<string>(when[fact]);
        if (fact === "shop") {
          return (
            <TagsInput
              key={fact}
              label="Shops"
              placeholder={value.length === 0 ? "Any shop" : undefined}
              data={answer.shops}
              value={value}
              disabled={disabled}
              onChange={set(fact)}
            />
          );
        }
        const { label, any, data } = choices[fact];
        return (
          <MultiSelect
            key={fact}
            label={label}
            placeholder={value.length === 0 ? any : undefined}
            data={data}
            value={value}
            searchable={fact === "kind"}
            hidePickedOptions
            disabled={disabled}
            onChange={set(fact)}
          />
        );
      })}
    </SimpleGrid>
  );
}
