import type { Queryable } from "../database.ts";

/** A column that holds sealed text, with the columns that tell its rows apart. */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  readonly key: readonly string[];
}

/** Every column whose name ends in `_sealed`: the convention of all migrations. */
export async function sealedColumns(database: Queryable): Promise<SealedColumn[]> {
  const { rows } = await database.query<{ table: string; column: string; key: string[] | null }>(
    `SELECT t.relname AS table, c.attname AS column,
       (SELECT array_agg(k.attname::text ORDER BY array_position(i.indkey::int2[], k.attnum))
        FROM pg_index i JOIN pg_attribute k ON k.attrelid = t.oid AND k.attnum = ANY(i.indkey)
        WHERE i.indrelid = t.oid AND i.indisprimary) AS key
     FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped
     WHERE t.relnamespace = 'lastedit'::regnamespace AND t.relkind IN ('r', 'p') AND NOT t.relispartition
       AND c.attname LIKE '%\\_sealed'
     ORDER BY 1, 2`,
  );
  return rows.map(({ table, column, key }) => {
    if (key === null) throw new Error(`The table ${table} has sealed values but no primary key; expected one.`);
    return { table, column, key };
  });
}

/** How many values each key has sealed. The first version's do not say: they count under `v1`. */
export async function countSealed(database: Queryable): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const { table, column } of await sealedColumns(database)) {
    const { rows } = await database.query<{ key: string; count: number }>(
      `SELECT CASE WHEN ${column} LIKE 'v2:%' THEN split_part(left(${column}, 64), ':', 2) ELSE 'v1' END AS key,
         count(*)::int AS count
       FROM lastedit.${table} WHERE ${column} IS NOT NULL GROUP BY 1`,
    );
    for (const { key, count } of rows) counts[key] = (counts[key] ?? 0) + count;
  }
  return counts;
}
