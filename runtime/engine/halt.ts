import type { Database } from "../store/database.ts";
import { CONTROL_COVERS_RUN, CONTROL_IN_FORCE } from "../store/controls.ts";
import type { CancelRequest } from "./cancel-run.ts";

/** Why a run that is under way ends before its next step. */
export type Halt =
  | { readonly kind: "paused"; readonly by: string; readonly because: string }
  | ({ readonly kind: "cancelled" } & CancelRequest);

/** Thrown between two steps, also in the moment before a step that writes begins; never inside one. */
export class RunHaltedError extends Error {
  readonly code = "run-halted";
  readonly halt: Halt;

  constructor(halt: Halt) {
    super(`The run was ${halt.kind} by ${halt.by}: ${halt.because}`);
    this.halt = halt;
  }
}

/** A run that is to halt, as `HALTED_RUNS` gives it. */
export interface HaltedRun {
  readonly id: number;
  readonly asked: CancelRequest | null;
  readonly by: string;
  readonly because: string;
}

/** SQL that gives those of the runs that are to halt. @param which - SQL that holds for the runs `r` that are asked about */
export function haltedRuns(which: string): string {
  return `SELECT r.id, r.cancel_asked AS asked, c.by, c.because FROM lastedit.runs r
     LEFT JOIN LATERAL (
       SELECT by, because FROM lastedit.controls c WHERE ${CONTROL_IN_FORCE} AND ${CONTROL_COVERS_RUN} LIMIT 1
     ) c ON true
     WHERE ${which} AND (r.cancel_asked IS NOT NULL OR c.by IS NOT NULL)`;
}

export function toHalt({ asked, by, because }: Omit<HaltedRun, "id">): Halt {
  return asked === null ? { kind: "paused", by, because } : { kind: "cancelled", ...asked };
}

/** Which of these runs are to halt, by their id. */
export async function readHalts(database: Database, runIds: readonly number[]): Promise<Map<number, Halt>> {
  if (runIds.length === 0) return new Map();
  const { rows } = await database.query<HaltedRun>(haltedRuns("r.id = ANY ($1::int[])"), [[...runIds]]);
  return new Map(rows.map((run): [number, Halt] => [run.id, toHalt(run)]));
}
