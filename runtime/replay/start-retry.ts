import type { PreparedRecipe } from "../engine/prepared-recipe.ts";
import type { RunQueue } from "../engine/run-queue.ts";
import { laneOf } from "../engine/prepared-recipe.ts";
import type { Database, Queryable } from "../store/database.ts";
import { historyWriter } from "../store/privacy/for-history.ts";
import { acceptEvent } from "../store/runs/accept-event.ts";
import type { Vault } from "../store/vault.ts";

export interface RetryOptions {
  readonly database: Database;
  readonly vault: Vault;
  readonly queue: RunQueue;
  readonly maskPersonal: boolean;
}

export interface RetryRequest {
  /** The recipe as it is now; the run itself may keep to an earlier text of it. */
  readonly recipe: PreparedRecipe;
  readonly event: unknown;
  readonly runId: number;
  /** The step to begin with; `null` runs the whole recipe. */
  readonly fromStep: string | null;
  /** SHA-256 of the recipe text to run; `null` for the latest. */
  readonly textHash: string | null;
  /** What is stored together with the run. */
  alsoStore?(tx: Queryable, runId: number): Promise<void>;
}

export interface StartedRetry {
  readonly runId: number;
  /** Steps whose results are reused. */
  readonly reused: readonly string[];
}

/**
 * Starts a run of a past run's event. With it come the results of steps before `fromStep` that may still be taken for
 * true: what a step that writes has done is not done again, and what was read is as old as it is. An order that was
 * edited since is read again, so that a retry never brings an old version over a newer one.
 */
export async function startRetry(options: RetryOptions, request: RetryRequest): Promise<StartedRetry> {
  const { database, vault, queue, maskPersonal } = options;
  const { recipe, event } = request;
  const order = recipe.orderOf(event);
  return database.transaction(async (tx) => {
    const { runId } = await acceptEvent(tx, {
      recipe: recipe.name,
      sourceId: null,
      replayOf: request.runId,
      orderKey: order.key,
      orderName: order.name,
      orderId: order.id,
      fold: false,
      lane: laneOf(recipe),
      connections: (recipe.connections ?? []).map(({ name }) => name),
      needs: recipe.needs ?? 1,
      event: { id: null, name: null, summary: null, ts: Date.now(), deliverAt: null },
      shown: historyWriter({ secrets: recipe.secrets, maskPersonal })(event),
      sealed: vault.seal(JSON.stringify(event ?? null)),
    });
    if (request.textHash !== null) {
      await tx.query("UPDATE lastedit.runs SET recipe_text_hash = $2 WHERE id = $1", [runId, request.textHash]);
    }
    const reused = request.fromStep === null ? [] : await takeOver(tx, { ...request, to: runId });
    await request.alsoStore?.(tx, runId);
    await queue.enqueue(tx, { runId, orderKey: order.key, dueAt: null, recipe });
    return { runId, reused };
  });
}

/**
 * Copies the latest result of each step before `fromStep`, but for reads that are too old to be used, or older than a
 * write of which nobody knows what it did.
 */
async function takeOver(
  tx: Queryable,
  { runId, to, fromStep, recipe }: Pick<RetryRequest, "runId" | "fromStep" | "recipe"> & { readonly to: number },
): Promise<string[]> {
  const { rows } = await tx.query<{ namespace: string }>(
    `INSERT INTO lastedit.run_steps (run_id, position, namespace, uses, writes, attempt, status, input, output, summary,
       checkpoint_sealed, started_at, finished_at)
     SELECT $2, position, namespace, uses, writes, 0, 'succeeded', input, output, concat('As in run ', $1::text, ': ', summary),
       checkpoint_sealed, started_at, finished_at
     FROM (
       SELECT DISTINCT ON (namespace) * FROM lastedit.run_steps
       WHERE run_id = $1 AND status = 'succeeded' AND checkpoint_sealed IS NOT NULL
         AND position < (SELECT min(position) FROM lastedit.run_steps WHERE run_id = $1 AND namespace = $3)
       ORDER BY namespace, id DESC
     ) AS kept
     WHERE writes OR (
       finished_at > now() - $4 * interval '1 millisecond'
       AND NOT EXISTS (
         SELECT FROM lastedit.run_steps AS broken
         WHERE broken.run_id = $1 AND broken.id > kept.id AND broken.writes AND broken.status NOT IN ('succeeded', 'skipped')
       )
     )
     ORDER BY position
     RETURNING namespace`,
    [runId, to, fromStep, recipe.readsStayFreshMs],
  );
  return rows.map(({ namespace }) => namespace);
}
