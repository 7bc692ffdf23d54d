import type { OutcomeGroups } from "../../store/runs/day-figures.ts";

/**
 * What became of a run, by its outcome: those of order edits, of releases and of swaps of recreated orders; `changed`
 * and `nothing-to-do` are of runs whose steps name none. Any other outcome is one after which a person must act, save
 * `never`: an order that is not for the warehouse.
 */
export const OUTCOME_GROUPS: OutcomeGroups = {
  applied: ["apply-in-place", "apply-by-replacement", "cancel", "create", "changed", "release", "settled"],
  alreadyRight: ["in-sync", "nothing-to-do", "none", "released-before", "never", "wait"],
};
