import type { Database } from "../database.ts";

/** Fewer changed rows than this in a table are not worth the pause. */
const WORTH_IT = 1_000;

/**
 * Clears away dead rows and renews the statistics of each table that needs it: the embedded database has no autovacuum,
 * and would grow and choose bad plans without. Table by table, since nothing else runs meanwhile.
 *
 * @returns Tables that were vacuumed
 */
export async function vacuumEmbedded(database: Database, goOn: () => Promise<boolean>): Promise<string[]> {
  const { rows } = await database.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, relname) AS name FROM pg_stat_user_tables
     WHERE schemaname IN ('lastedit', 'lastedit_queue')
       AND (n_dead_tup >= $1 OR n_mod_since_analyze >= $1 OR n_ins_since_vacuum >= $1) ORDER BY name`,
    [WORTH_IT],
  );
  const done: string[] = [];
  for (const { name } of rows) {
    await database.query(`VACUUM (ANALYZE) ${name}`);
    done.push(name);
    if (!(await goOn())) break;
  }
  return done;
}
