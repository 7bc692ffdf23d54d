import type { Queryable } from "../database.ts";
import { maskPersonalData } from "../privacy/personal-data.ts";

/** A run with seven steps takes 3 ms to read and to mask: others wait 30 ms on the embedded database. */
const RUNS_AT_ONCE = 10;

/**
 * Masks one value of the history. `alsoFrom` are other values of the same run: what is personal in them is masked here
 * too, such as a gift message in a log line.
 */
export type Mask = (value: unknown, alsoFrom: readonly unknown[]) => unknown;

/** Masks one portion of the runs that ended before a moment, and takes out their full events. @returns How many */
export async function maskOldRuns(tx: Queryable, before: Date): Promise<number> {
  const { rows } = await tx.query<{ id: number }>(
    `SELECT id FROM lastedit.runs WHERE masked_at IS NULL AND finished_at < $1 ORDER BY finished_at LIMIT ${RUNS_AT_ONCE}
     FOR UPDATE SKIP LOCKED`,
    [before],
  );
  for (const { id } of rows) await maskRun(tx, id, maskPersonalData);
  return rows.length;
}

/** What history shows, by table: columns of text, and of JSON. */
const SHOWN = [
  { table: "runs", run: "id", text: ["summary"], json: ["error"] },
  { table: "events", run: "run_id", text: ["summary"], json: ["payload"] },
  { table: "run_steps", run: "run_id", text: ["summary"], json: ["input", "output", "logs", "error"] },
] as const;

/** Masks a run, its events and steps, and takes out its full events. One that has not ended keeps those: it needs them. */
export async function maskRun(tx: Queryable, id: number, mask: Mask): Promise<void> {
  const read = [];
  for (const shown of SHOWN) {
    const columns = [...shown.text, ...shown.json];
    const { rows } = await tx.query(
      `SELECT id, ${columns.join(", ")} FROM lastedit.${shown.table} WHERE ${shown.run} = $1`,
      [id],
    );
    read.push({ shown, columns, rows });
  }
  const all = read.flatMap(({ rows }) => rows.map(({ id: _, ...values }) => values));
  for (const { shown, columns, rows } of read) {
    for (const row of rows) {
      const changed = columns.flatMap((column) => changedColumn(row, column, mask(row[column], all), shown.text));
      if (changed.length === 0) continue;
      const sets = changed.map(({ column }, index) => `${column} = $${index + 3}`).join(", ");
      await tx.query(`UPDATE lastedit.${shown.table} SET ${sets} WHERE ${shown.run} = $1 AND id = $2`, [
        id,
        row["id"],
        ...changed.map(({ value }) => value),
      ]);
    }
  }
  await tx.query(
    `WITH ended AS (UPDATE lastedit.runs SET masked_at = now() WHERE id = $1 AND finished_at IS NOT NULL RETURNING id)
     UPDATE lastedit.events SET payload_sealed = NULL FROM ended WHERE run_id = ended.id AND run_id = $1`,
    [id],
  );
  // What a failed run kept, to be run again from the step that failed.
  await tx.query(
    `UPDATE lastedit.run_steps SET checkpoint_sealed = NULL FROM lastedit.runs
     WHERE run_id = $1 AND runs.id = run_id AND runs.finished_at IS NOT NULL AND checkpoint_sealed IS NOT NULL`,
    [id],
  );
}

/** The column as it is to be stored; empty when masking leaves it as it is. */
function changedColumn(
  row: Readonly<Record<string, unknown>>,
  column: string,
  masked: unknown,
  texts: readonly string[],
): { column: string; value: unknown }[] {
  const json = JSON.stringify(masked);
  if (json === JSON.stringify(row[column])) return [];
  return [{ column, value: texts.includes(column) ? masked : json }];
}
