import type { Database } from "../database.ts";

/**
 * Clears away dead rows and renews the statistics of each table that needs it: the embedded database has no autovacuum,
 * and would grow and choose bad plans without. Table by table, since nothing else runs meanwhile.
 *
 * @param worthIt - Fewer changed rows than this in a table are not worth the pause @defaultValue 1,000
 * @returns Tables that were vacuumed
 */
export async function vacuumEmbedded(
  database: Database,
  goOn: () => Promise<boolean>,
  worthIt = 1_000,
): Promise<string[]> {
  // What this connection did a moment ago is not in the statistics yet.
  await database.query("SELECT pg_stat_force_next_flush()");
  const { rows } = await database.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, relname) AS name FROM pg_stat_user_tables
     WHERE schemaname IN ('lastedit', 'lastedit_queue')
       AND (n_dead_tup >= $1 OR n_mod_since_analyze >= $1 OR n_ins_since_vacuum >= $1) ORDER BY name`,
    [worthIt],
  );
  const done: string[] = [];
  for (const { name } of rows) {
    await database.query(`VACUUM (ANALYZE) ${name}`);
    done.push(name);
    if (!(await goOn())) break;
  }
  return done;
}
