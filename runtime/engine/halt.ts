import type { Database } from "../store/database.ts";
import { CONTROL_COVERS_RUN, CONTROL_IN_FORCE } from "../store/controls.ts";
import type { CancelRequest } from "./cancel-run.ts";

/** Why a run that is under way ends before its next step. */
export type Halt =
  | { readonly kind: "paused"; readonly by: string; readonly because: string }
  | ({ readonly kind: "cancelled" } & CancelRequest);

/** Thrown between two steps; never inside one. */
export class RunHaltedError extends Error {
  readonly code = "run-halted";
  readonly halt: Halt;

  constructor(halt: Halt) {
    super(`The run was ${halt.kind} by ${halt.by}: ${halt.because}`);
    this.halt = halt;
  }
}

/** Which of these runs are to halt, by their id. */
export async function readHalts(database: Database, runIds: readonly number[]): Promise<Map<number, Halt>> {
  if (runIds.length === 0) return new Map();
  const { rows } = await database.query<{ id: number; asked: CancelRequest | null; by: string; because: string }>(
    `SELECT r.id, r.cancel_asked AS asked, c.by, c.because FROM lastedit.runs r
     LEFT JOIN LATERAL (
       SELECT by, because FROM lastedit.controls c WHERE ${CONTROL_IN_FORCE} AND ${CONTROL_COVERS_RUN} LIMIT 1
     ) c ON true
     WHERE r.id = ANY ($1::int[]) AND (r.cancel_asked IS NOT NULL OR c.by IS NOT NULL)`,
    [[...runIds]],
  );
  return new Map(
    rows.map(({ id, asked, by, because }): [number, Halt] => [
      id,
      asked === null ? { kind: "paused", by, because } : { kind: "cancelled", ...asked },
    ]),
  );
}
