import type { Queryable } from "../../store/database.ts";
import type { RunStatus } from "../../store/tables.ts";
import type { RecipeItem } from "../contract/recipe-parts.ts";

type Runs = RecipeItem["runs"];

export const NO_RUNS: Runs = { waiting: 0, running: 0, succeeded: 0, failed: 0, latest: [] };

interface LatestRow {
  readonly recipe: string;
  readonly id: number;
  readonly status: RunStatus;
  readonly outcome: string | null;
  readonly order_name: string | null;
  readonly queued_at: Date;
}

/** Each recipe's runs of the last 24 hours by status, and its latest five. */
export async function readRunsByRecipe(database: Queryable): Promise<ReadonlyMap<string, Runs>> {
  const counts = await database.query<{ recipe: string; status: RunStatus; runs: number }>(
    `SELECT recipe, status, count(*)::integer AS runs FROM lastedit.runs
     WHERE queued_at > now() - interval '24 hours' GROUP BY recipe, status`,
  );
  // Ids alone are read from the index of recipes; for whole rows a rare recipe's would be sought in the whole table.
  const latest = await database.query<LatestRow>(
    `WITH RECURSIVE names AS (
       (SELECT recipe FROM lastedit.runs ORDER BY recipe LIMIT 1)
       UNION ALL
       SELECT (SELECT recipe FROM lastedit.runs WHERE recipe > names.recipe ORDER BY recipe LIMIT 1) FROM names
       WHERE names.recipe IS NOT NULL
     )
     SELECT recipe, id, status, outcome, order_name, queued_at FROM lastedit.runs WHERE id = ANY(ARRAY(
       SELECT latest.id FROM names CROSS JOIN LATERAL (
         SELECT id FROM lastedit.runs WHERE runs.recipe = names.recipe ORDER BY id DESC LIMIT 5
       ) AS latest)) ORDER BY id DESC`,
  );
  const found = new Map<string, { -readonly [Key in keyof Runs]: Runs[Key] }>();
  const of = (recipe: string) => {
    const known = found.get(recipe) ?? { ...NO_RUNS, latest: [] };
    found.set(recipe, known);
    return known;
  };
  for (const { recipe, status, runs } of counts.rows) if (status !== "cancelled") of(recipe)[status] = runs;
  for (const { recipe, id, status, outcome, order_name, queued_at } of latest.rows) {
    const shown = { id, status, orderName: order_name, state: outcome ?? status, queuedAt: queued_at.toISOString() };
    of(recipe).latest.push(shown);
  }
  return found;
}
