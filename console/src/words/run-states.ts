import type { RunDetail, RunItem } from "../../../runtime/api/contract/runs.ts";
import type { StateWords } from "./tones.ts";

type RunStatus = RunItem["status"];
type StepStatus = RunDetail["steps"][number]["status"];

export const RUN_STATUS = {
  waiting: { label: "Waiting", tone: "quiet" },
  running: { label: "Running", tone: "busy" },
  succeeded: { label: "Done", tone: "good" },
  failed: { label: "Failed", tone: "bad" },
  cancelled: { label: "Cancelled", tone: "quiet" },
} as const satisfies Record<RunStatus, StateWords>;

export const STEP_STATUS = {
  running: { label: "Running", tone: "busy" },
  succeeded: { label: "Done", tone: "good" },
  failed: { label: "Failed", tone: "bad" },
  skipped: { label: "Skipped", tone: "quiet" },
  interrupted: { label: "Interrupted", tone: "look" },
} as const satisfies Record<StepStatus, StateWords>;

/** What an outcome is called, and what its colour means; one that is not here is its own name, and done as wanted. */
const OUTCOMES: Readonly<Record<string, StateWords>> = {
  "apply-in-place": { label: "Applied", tone: "good" },
  "apply-by-replacement": { label: "Replaced", tone: "good" },
  cancel: { label: "Cancelled in warehouse", tone: "good" },
  changed: { label: "Changed", tone: "good" },
  "in-sync": { label: "Already right", tone: "quiet" },
  "nothing-to-do": { label: "Nothing to do", tone: "quiet" },
  none: { label: "Nothing to do", tone: "quiet" },
  wait: { label: "Waits", tone: "quiet" },
  "wait-for-import": { label: "Waits for import", tone: "quiet" },
  "stop-parcel": { label: "Parcel stopped", tone: "look" },
  "too-late": { label: "Too late", tone: "bad" },
  "hold-for-unknown-sku": { label: "Held, unknown SKU", tone: "look" },
  review: { label: "A person decides", tone: "look" },
};

/** Outcomes whose names begin so ask for a person. */
const FOR_A_PERSON = /^(raise|hold|stop|ask)\b/;

/** `apply-in-place` → `Applied` */
export function outcomeInWords(outcome: string): string {
  return OUTCOMES[outcome]?.label ?? sentence(outcome);
}

/** A run's state: its outcome when it has one, else its status. */
export function runStateOf({ status, outcome, state }: Pick<RunItem, "status" | "outcome" | "state">): StateWords {
  const words = RUN_STATUS[status];
  if (status === "succeeded" && outcome !== null) {
    return OUTCOMES[outcome] ?? { label: sentence(outcome), tone: FOR_A_PERSON.test(outcome) ? "look" : words.tone };
  }
  if (state === "" || state === status || status === "succeeded") return words;
  return { label: sentence(state), tone: words.tone };
}

function sentence(slug: string): string {
  const text = slug.replaceAll("-", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
