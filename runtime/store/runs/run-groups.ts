import type { Conditions } from "../conditions.ts";
import type { OutcomeGroups } from "./day-figures.ts";

/** What became of runs, as the figures of a day count them. */
export type RunGroup = "applied" | "already-right" | "waiting" | "blocked";

/** Keeps only the runs that an hour of `lastDay` counts. */
export function addGroup(where: Conditions, group: RunGroup, { applied, alreadyRight }: OutcomeGroups): void {
  switch (group) {
    case "applied":
      where.add("outcome = ANY(?)", [...applied]);
      break;
    case "already-right":
      where.add("outcome = ANY(?)", [...alreadyRight]);
      break;
    case "waiting":
      where.add("status IN ('waiting', 'running')");
      break;
    case "blocked":
      where.add("status = 'failed' OR (status = 'succeeded' AND NOT outcome = ANY(?))", [...applied, ...alreadyRight]);
  }
}
