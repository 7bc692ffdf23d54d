import type { ReplayJob } from "../../../runtime/api/contract/replay.ts";
import type { StateWords } from "./tones.ts";

export const REPLAY_STATES = {
  running: { label: "Running", tone: "busy" },
  stopping: { label: "Stopping", tone: "look" },
  stopped: { label: "Stopped", tone: "quiet" },
  finished: { label: "Finished", tone: "good" },
  failed: { label: "Failed", tone: "bad" },
} as const satisfies Record<ReplayJob["status"], StateWords>;

export const REPLAY_KINDS = {
  replay: "Bulk replay",
  "time-travel": "Time travel",
} as const satisfies Record<ReplayJob["kind"], string>;

/** Whether it still does something. */
export function isGoing({ status }: Pick<ReplayJob, "status">): boolean {
  return status === "running" || status === "stopping";
}

/** `1 run`, `12 runs` */
export function runsInWords(count: number): string {
  return `${count} ${count === 1 ? "run" : "runs"}`;
}
