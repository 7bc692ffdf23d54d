import type { RunDetail, RunItem } from "../../../runtime/api/contract/runs.ts";
import type { StateWords, Tone } from "./tones.ts";

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

/** Outcomes that ask for a person; every other one is done as wanted. */
const OUTCOME_TONE: Readonly<Record<string, Tone>> = {
  "stop-parcel": "look",
  "too-late": "look",
  "unknown-sku": "look",
  "wait-for-import": "quiet",
  "nothing-to-do": "quiet",
  "in-sync": "quiet",
};

/** A run's state: its outcome when it has one, else its status. `apply-in-place` reads "Apply in place". */
export function runStateOf({ status, outcome, state }: Pick<RunItem, "status" | "outcome" | "state">): StateWords {
  const words = RUN_STATUS[status];
  if (status === "succeeded")
    return { label: sentence(outcome ?? words.label), tone: OUTCOME_TONE[outcome ?? ""] ?? words.tone };
  if (state === "" || state === status) return words;
  return { label: sentence(state), tone: words.tone };
}

/** `apply-in-place` → `Apply in place` */
export function sentence(slug: string): string {
  const text = slug.replaceAll("-", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
