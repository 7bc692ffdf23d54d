export { listControlMoves, listControls, pause, resume, resumeEverything, stopEverything } from "../store/controls.ts";
export type { Control, ControlScope } from "../store/controls.ts";
export { cancelOrder, cancelRun } from "./cancel-run.ts";
export type { CancelOutcome, CancelRequest } from "./cancel-run.ts";
export { readHealth } from "./health.ts";
export type { ConnectionHealth, Health } from "./health.ts";
