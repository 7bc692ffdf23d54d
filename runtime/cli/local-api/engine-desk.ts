import { cancelOrder, cancelRun, pause, readHealth, resume } from "../../engine/controls.ts";
import type { CancelOutcome, CancelRequest, Control, ControlScope, Health } from "../../engine/controls.ts";
import type { Database } from "../../store/database.ts";
import type { Json } from "./backend.ts";

export interface PauseMove {
  readonly scope: ControlScope;
  /** Empty for `everything`. */
  readonly name: string;
  readonly by: string;
  readonly because: string;
  /** ISO 8601; without it somebody must resume it. */
  readonly until?: string;
}

export interface ResumeMove {
  readonly scope: ControlScope;
  readonly name: string;
  readonly by: string;
  readonly because: string;
}

/** Which runs: one by its id, or all unfinished ones of an order. */
export type CancelMove = CancelRequest & ({ readonly runId: number } | { readonly order: string });

export interface Cancelled {
  readonly runId: number;
  readonly outcome: CancelOutcome;
}

/** What people see of the engine, and how they steer it. */
export interface EngineDesk {
  health(): Promise<Json<Health>>;
  pause(move: PauseMove): Promise<Json<Control>>;
  /** @returns Whether it was paused */
  resume(move: ResumeMove): Promise<boolean>;
  cancel(move: CancelMove): Promise<Cancelled[]>;
}

/** Answers from the database that this process has open. */
export function ownEngineDesk(database: Database): EngineDesk {
  return {
    health: async () => plain(await readHealth(database)),
    async pause({ until, ...move }) {
      return plain(await pause(database, { ...move, until: until === undefined ? null : new Date(until) }));
    },
    resume: (move) => resume(database, move),
    async cancel(move) {
      if ("runId" in move) return [{ runId: move.runId, outcome: await cancelRun(database, move.runId, move) }];
      const outcomes = await cancelOrder(database, move.order, move);
      return [...outcomes].map(([runId, outcome]) => ({ runId, outcome }));
    },
  };
}

function plain<T>(value: T): Json<T> {
  return JSON.parse(JSON.stringify(value)) as Json<T>;
}
