import type { OutcomeGroups } from "../../store/runs/day-figures.ts";

/** Any other outcome is one after which a person must act. */
export const OUTCOME_GROUPS: OutcomeGroups = {
  applied: [
    "apply-in-place",
    "apply-by-replacement",
    "cancel",
    "changed",
    "create",
    "created",
    "swapped",
    "repaired",
    "released",
  ],
  alreadyRight: ["in-sync", "nothing-to-do", "none", "nothing"],
};
