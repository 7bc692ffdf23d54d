import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { answerQuery } from "../../../api/queries.ts";
import { useEditor } from "../document/editor.tsx";
import type { Against } from "../document/editor.tsx";

interface AgainstChoiceProps {
  readonly label: string;
  readonly compact?: boolean;
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

const SEARCH_AFTER_MS = 250;

/** Which past event or example values and dry runs are of. The newest run is chosen at first. */
export function AgainstChoice({ label, compact = false }: AgainstChoiceProps) {
  const { recipe, against, setAgainst } = useEditor();
  const [search, setSearch] = useState("");
  const [asked] = useDebouncedValue(search, SEARCH_AFTER_MS);
  // What was chosen keeps its words while others are searched: the field would take new ones for its search text.
  const [picked, setPicked] = useState<Choice | null>(null);
  const order = /^#?\d{2,}$/.test(asked.trim()) ? asked.trim() : null;
  const params = { name: recipe.name };
  const { data } = useQuery(answerQuery("/recipes/:name/test-events", { params, query: {} }));
  const { data: found } = useQuery({
    ...answerQuery("/recipes/:name/test-events", { params, query: order === null ? {} : { order } }),
    enabled: order !== null,
  });
  const runs = new Map([...(found?.runs ?? []), ...(data?.runs ?? [])].map((run) => [run.runId, run]));
  const choices = [
    {
      group: "Past events",
      items: [...runs.values()].map(({ runId, orderName, summary }) => ({
        value: keyOf({ what: "run", runId }),
        label: `${orderName ?? `Run ${runId}`}, run ${runId}: ${short(summary)}`,
      })),
    },
    {
      group: "Examples",
      items: (data?.examples ?? []).map(({ name, title }) => ({
        value: keyOf({ what: "example", example: name }),
        label: title,
      })),
    },
    {
      group: "Samples",
      items: (data?.samples ?? []).map(({ trigger, event }) => ({
        value: keyOf({ what: "event", event }),
        label: `What ${trigger} sends`,
      })),
    },
  ].filter(({ items }) => items.length > 0);
  const first = choices[0]?.items[0]?.value;
  useEffect(() => {
    if (against === null && first !== undefined) setAgainst(JSON.parse(first) as Against);
  }, [against, first, setAgainst]);
  const value = against === null ? null : keyOf(against);
  const known = choices.some(({ items }) => items.some((item) => item.value === value));
  const runId = against?.what === "run" ? against.runId : null;
  const words = picked?.value === value ? picked.label : `Run ${runId}`;
  return (
    <Select
      label={label}
      {...(compact ? { size: "xs" as const } : { description: "Type an order number to find its runs." })}
      searchable
      allowDeselect={false}
      placeholder="No event yet"
      nothingFoundMessage="No event fits"
      data={[...(value !== null && !known && runId !== null ? [{ value, label: words }] : []), ...choices]}
      value={value}
      onSearchChange={setSearch}
      onChange={(key, option) => {
        if (key === null) return;
        setPicked(option);
        setAgainst(JSON.parse(key) as Against);
      }}
    />
  );
}

function keyOf(against: Against): string {
  return JSON.stringify(against);
}

const LONGEST = 60;

function short(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
