import type { Today } from "../../../runtime/api/contract/today.ts";
import type { COLOURS } from "../app/colours.ts";

type Figure = Exclude<keyof Today["totals"], "in" | "failed">;

interface RunGroup {
  /** Of a day's figures. */
  readonly figure: Figure;
  /** Of the list of runs. */
  readonly became: "applied" | "already-right" | "waiting" | "blocked";
  readonly label: string;
  readonly explain: string;
  readonly colour: `${keyof typeof COLOURS}.${number}`;
}

/** What becomes of edits, as figures, charts and the list of runs have it. */
export const RUN_GROUPS: readonly RunGroup[] = [
  {
    figure: "applied",
    became: "applied",
    label: "Applied",
    explain: "The warehouse works from the new version.",
    colour: "spruce.6",
  },
  {
    figure: "alreadyRight",
    became: "already-right",
    label: "Already right",
    explain: "There was nothing to change.",
    colour: "gray.5",
  },
  {
    figure: "waiting",
    became: "waiting",
    label: "Waiting",
    explain: "To settle, for a place, or to be tried again.",
    colour: "blue.5",
  },
  {
    figure: "blocked",
    became: "blocked",
    label: "Blocked",
    explain: "Failed, or a person must act.",
    colour: "amber.5",
  },
];

/** The runs that the figures count, all of them or by what became of them, to choose from. */
export const COUNTED_RUNS = [
  { value: "any" as const, label: "Any edit" },
  ...RUN_GROUPS.map(({ became, label }) => ({ value: became, label })),
];
