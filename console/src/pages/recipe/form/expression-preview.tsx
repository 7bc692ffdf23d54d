import { Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "../../../api/api.ts";
import { useEditor } from "../document/editor.tsx";
import classes from "./expression-input.module.css";

const ASK_AFTER_MS = 350;
const LONGEST = 800;

/** The value of an expression against the chosen past event or example. */
export function ExpressionPreview({ text, condition }: { readonly text: string; readonly condition: boolean }) {
  const { recipe, against, mayEdit } = useEditor();
  const [settled] = useDebouncedValue(text, ASK_AFTER_MS);
  const { data, error } = useQuery({
    queryKey: ["/expressions/preview", recipe.name, against, condition, settled],
    queryFn: () =>
      api.post("/expressions/preview", {
        body: { recipe: recipe.name, text: settled, condition, against: against ?? { what: "event", event: {} } },
      }),
    enabled: against !== null && mayEdit,
    placeholderData: keepPreviousData,
  });
  if (against === null) return null;
  if (data === undefined) {
    return (
      <Text size="xs" c="dimmed" mt={4}>
        {error === null ? "…" : error.message}
      </Text>
    );
  }
  return (
    <div className={classes.preview} data-wrong={!data.ok || undefined} role="status" tabIndex={0} aria-label="Value">
      {data.ok ? `= ${valueText(data.value)}` : data.problem}
    </div>
  );
}

function valueText(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 1);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
