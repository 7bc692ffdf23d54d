import { Text } from "@mantine/core";
import type { RecipeItem } from "../../../../runtime/api/contract/recipe-parts.ts";
import classes from "./last-runs.module.css";

/** How the last runs ended, newest at the right, and how many there were. */
export function LastRuns({ runs }: { readonly runs: RecipeItem["runs"] }) {
  const { latest, succeeded, failed, waiting, running } = runs;
  const words = [
    [succeeded, "done"],
    [failed, "failed"],
    [running, "running"],
    [waiting, "waiting"],
  ]
    .filter(([count]) => count !== 0)
    .map(([count, word]) => `${count} ${word}`);
  if (words.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        None yet
      </Text>
    );
  }
  return (
    <Text size="sm" span data-figures>
      <span className={classes.marks} aria-hidden>
        {latest.toReversed().map(({ id, status }) => (
          <span key={id} className={classes.mark} data-status={status} />
        ))}
      </span>
      {words.join(", ")}
    </Text>
  );
}
