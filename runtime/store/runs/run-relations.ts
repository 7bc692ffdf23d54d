import type { Selectable } from "kysely";
import type { Queryable } from "../database.ts";
import type { RunStatus, Tables } from "../tables.ts";
import type { Run } from "./run.ts";
import { toRun } from "./to-run.ts";

/** Runs looked through for what there is to choose from: the latest ones tell what people look for. */
const LOOKED_THROUGH = 5_000;

/** Recipes and outcomes that lately there were runs of, in alphabetical order. */
export async function runChoices(database: Queryable): Promise<{ recipes: string[]; outcomes: string[] }> {
  const { rows } = await database.query<{ recipe: string; outcome: string | null }>(
    `SELECT DISTINCT recipe, outcome FROM (SELECT recipe, outcome FROM lastedit.runs ORDER BY id DESC LIMIT ${LOOKED_THROUGH}) AS latest`,
  );
  const sorted = (values: readonly (string | null)[]): string[] =>
    [...new Set(values.filter((value) => value !== null))].sort();
  return { recipes: sorted(rows.map(({ recipe }) => recipe)), outcomes: sorted(rows.map(({ outcome }) => outcome)) };
}

export interface ReplayOfRun {
  readonly id: number;
  readonly status: RunStatus;
  readonly queuedAt: Date;
}

/** Replays of this run, oldest first, at most 100. */
export async function listReplays(database: Queryable, runId: number): Promise<ReplayOfRun[]> {
  const { rows } = await database.query<ReplayOfRun>(
    `SELECT id, status, queued_at AS "queuedAt" FROM lastedit.runs WHERE replay_of = $1 ORDER BY id LIMIT 100`,
    [runId],
  );
  return rows;
}

/** The latest run of an order, and how many there are. */
export interface OrderOfRuns {
  readonly last: Run;
  readonly runs: number;
}

/**
 * Orders that there are runs of, the one with the latest run first.
 *
 * @param before - Only orders whose latest run is before this one
 */
export async function listOrders(
  database: Queryable,
  before: number | undefined,
  limit: number,
): Promise<OrderOfRuns[]> {
  const { rows } = await database.query<Selectable<Tables["runs"]> & { order_runs: number }>(
    `SELECT latest.*, CASE
         WHEN order_id IS NOT NULL THEN (SELECT count(*) FROM lastedit.runs AS o WHERE o.order_id = latest.order_id)
         ELSE (SELECT count(*) FROM lastedit.runs AS o WHERE o.order_key = latest.order_key) END::int AS order_runs
     FROM (
       SELECT * FROM lastedit.runs AS r
       WHERE id < $1 AND order_name IS NOT NULL AND NOT EXISTS (
         SELECT 1 FROM lastedit.runs AS n WHERE n.id > r.id AND r.order_id IS NOT NULL AND n.order_id = r.order_id)
         AND NOT EXISTS (
         SELECT 1 FROM lastedit.runs AS n WHERE n.id > r.id AND r.order_id IS NULL AND n.order_key = r.order_key)
       ORDER BY id DESC LIMIT $2
     ) AS latest ORDER BY id DESC`,
    [before ?? 2_147_483_647, limit],
  );
  return rows.map((row) => ({ last: toRun(row), runs: row.order_runs }));
}
