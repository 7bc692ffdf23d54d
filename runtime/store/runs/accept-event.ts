import type { EmittedEvent } from "../../component-host/types.ts";
import type { Queryable } from "../database.ts";
import { typedQueries } from "../typed-queries.ts";

export interface AcceptedEvent {
  readonly recipe: string;
  /** `null` when a person or a file started the run. */
  readonly sourceId: string | null;
  readonly orderKey: string;
  readonly orderName: string | null;
  readonly orderId: string | null;
  /** `true`: join the run of this order and recipe that has not begun yet, if there is one. */
  readonly fold: boolean;
  /** The tenant that the work belongs to; `-` for none. */
  readonly lane: string;
  /** Names of the connections that the recipe uses. */
  readonly connections: readonly string[];
  /** The oldest kind of program that can run it. */
  readonly needs: number;
  readonly replayOf: number | null;
  readonly event: Pick<EmittedEvent, "id" | "name" | "summary" | "ts" | "deliverAt">;
  /** What history shows of the event, as JSON text. */
  readonly shown: string;
  /** The event itself as JSON text, sealed. */
  readonly sealed: string;
}

export interface Acceptance {
  readonly runId: number;
  /** The event joined a run that was waiting already: no job is to be queued. */
  readonly folded: boolean;
  /** It joined a run that has been tried and put back: that one starts over. */
  readonly begunBefore: boolean;
  /** The run was waiting for the other side: the news may be what it waits for. */
  readonly woken: boolean;
}

/** Why a run was put back that news may join. One that is suspended goes on with the event it began with. */
const OPEN_TO_NEWS = ["waiting", "failed", "handed-back"];

/**
 * Stores an event and the run it asks for. Atomic also between processes: the index `runs_one_waiting` lets one of two
 * simultaneous events open the run and folds the other into it.
 *
 * @param tx - The transaction that also queues the job, and saves the source's state
 */
export async function acceptEvent(tx: Queryable, accepted: AcceptedEvent): Promise<Acceptance> {
  const putBack = accepted.fold ? await joinPutBack(tx, accepted) : null;
  const run = putBack ?? (await openRun(tx, accepted));
  const { event } = accepted;
  await typedQueries(tx)
    .insertInto("events")
    .values({
      run_id: run.id,
      source_id: accepted.sourceId,
      event_id: event.id,
      name: event.name,
      summary: event.summary,
      payload: accepted.shown,
      payload_sealed: accepted.sealed,
      emitted_at: new Date(event.ts),
    })
    .execute();
  return { runId: run.id, folded: run.events > 1, begunBefore: putBack !== null, woken: putBack?.woken === true };
}

/** The run of this order and recipe that waits for its next try, with the event counted in; `null` without one. */
async function joinPutBack(
  tx: Queryable,
  accepted: AcceptedEvent,
): Promise<{ id: number; events: number; woken: boolean } | null> {
  const { rows } = await tx.query<{ id: number; events: number; woken: boolean }>(
    `UPDATE lastedit.runs SET events = events + 1,
       due_at = CASE WHEN put_back = 'waiting' THEN now() ELSE due_at END,
       order_name = COALESCE($3, order_name), order_id = COALESCE($4, order_id)
     WHERE recipe = $1 AND order_key = $2 AND fold AND status = 'waiting' AND attempt > 0 AND put_back = ANY ($5::text[])
     RETURNING id, events, put_back = 'waiting' AS woken`,
    [accepted.recipe, accepted.orderKey, accepted.orderName, accepted.orderId, OPEN_TO_NEWS],
  );
  return rows[0] ?? null;
}

async function openRun(tx: Queryable, accepted: AcceptedEvent): Promise<{ id: number; events: number }> {
  const { rows } = await tx.query<{ id: number; events: number }>(
    `INSERT INTO lastedit.runs (recipe, status, order_key, order_name, order_id, fold, replay_of, due_at, wanted_at,
       lane, connections, needs)
     VALUES ($1, 'waiting', $2, $3, $4, $5, $6, COALESCE($7::timestamptz, now()), COALESCE($7::timestamptz, now()),
       $8, $9::text[], $10)
     ON CONFLICT (recipe, order_key) WHERE status = 'waiting' AND attempt = 0 AND fold
     DO UPDATE SET events = runs.events + 1,
       order_name = COALESCE(EXCLUDED.order_name, runs.order_name),
       order_id = COALESCE(EXCLUDED.order_id, runs.order_id)
     RETURNING id, events`,
    [
      accepted.recipe,
      accepted.orderKey,
      accepted.orderName,
      accepted.orderId,
      accepted.fold,
      accepted.replayOf,
      dueAt(accepted.event),
      accepted.lane,
      accepted.connections,
      accepted.needs,
    ],
  );
  const run = rows[0];
  if (run === undefined)
    throw new Error(`The run of ${accepted.orderKey} was not stored, and the database did not say why.`);
  return run;
}

function dueAt(event: AcceptedEvent["event"]): Date | null {
  return event.deliverAt === null ? null : new Date(event.deliverAt);
}
