import type { Conditions } from "../conditions.ts";
import type { OutcomeGroups } from "./day-figures.ts";

/** What became of runs, as the figures of a day count them; `any` are all that they count. */
export type RunGroup = "any" | "applied" | "already-right" | "waiting" | "blocked";

/** Which runs the figures of a day count, and those of them that are asked for. */
export interface CountedRuns {
  readonly group: RunGroup;
  readonly groups: OutcomeGroups;
  readonly recipes: readonly string[];
}

/** Keeps only the runs that an hour of `lastDay` counts. */
export function addGroup(where: Conditions, { group, groups, recipes }: CountedRuns): void {
  const { applied, alreadyRight } = groups;
  where.add("recipe = ANY(?)", [...recipes]);
  switch (group) {
    case "any":
      break;
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
