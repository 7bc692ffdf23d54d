import { Text } from "@mantine/core";
import type { RecipeItem } from "../../../../runtime/api/contract/recipe-parts.ts";
import { TextLink } from "../../parts/text-link.tsx";
import classes from "./last-runs.module.css";

const WORDS = [
  ["succeeded", "done"],
  ["failed", "failed"],
  ["running", "running"],
  ["waiting", "waiting"],
] as const;

/** How the last runs ended, newest at the right, and how many there were: each number leads to its runs. */
export function LastRuns({ recipe: { name, runs } }: { readonly recipe: Pick<RecipeItem, "name" | "runs"> }) {
  const counted = WORDS.filter(([status]) => runs[status] !== 0);
  if (counted.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        None yet
      </Text>
    );
  }
  return (
    <Text size="sm" span data-figures className={classes.runs}>
      <span className={classes.marks} aria-hidden>
        {runs.latest.toReversed().map(({ id, status }) => (
          <span key={id} className={classes.mark} data-status={status} />
        ))}
      </span>
      {counted.map(([status, word], index) => (
        <span key={status}>
          {index > 0 && ", "}
          <TextLink
            underline="always"
            to="/runs"
            search={{ recipe: name, status }}
          >{`${runs[status]} ${word}`}</TextLink>
        </span>
      ))}
    </Text>
  );
}
