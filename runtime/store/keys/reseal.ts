import type { Queryable } from "../database.ts";
import { sealedWith } from "../vault.ts";
import type { Vault } from "../vault.ts";
import { sealedColumns } from "./sealed-columns.ts";
import type { SealedColumn } from "./sealed-columns.ts";

const ROWS_AT_ONCE = 200;

export interface Resealed {
  readonly values: number;
  /** `false` when it was told to stop before the end. */
  readonly done: boolean;
}

/**
 * Seals anew whatever is not sealed with this key, a portion at a time. A value that somebody replaces meanwhile is left
 * as they wrote it. Killed in the middle, it finds the rest the next time.
 *
 * @param keyId - The vault's current key
 * @param goOn - Asked after each portion
 */
export async function reseal(database: Queryable, vault: Vault, keyId: string, goOn: () => boolean): Promise<Resealed> {
  let values = 0;
  for (const column of await sealedColumns(database)) {
    for (let after: readonly unknown[] | null = null; ;) {
      const portion: Portion = await resealPortion(database, vault, keyId, column, after);
      values += portion.resealed;
      if (portion.last === null) break;
      after = portion.last;
      if (!goOn()) return { values, done: false };
    }
  }
  return { values, done: true };
}

interface Portion {
  readonly resealed: number;
  /** Key of the last row; `null` when there was none left. */
  readonly last: readonly unknown[] | null;
}

async function resealPortion(
  database: Queryable,
  vault: Vault,
  keyId: string,
  { table, column, key }: SealedColumn,
  after: readonly unknown[] | null,
): Promise<Portion> {
  const columns = key.join(", ");
  const places = (first: number): string => key.map((_, index) => `$${first + index}`).join(", ");
  const { rows } = await database.query<Record<string, unknown> & { sealed: string }>(
    `SELECT ${columns}, ${column} AS sealed FROM lastedit.${table}
     WHERE NOT starts_with(${column}, $1)${after === null ? "" : ` AND (${columns}) > (${places(2)})`}
     ORDER BY ${columns} LIMIT ${ROWS_AT_ONCE}`,
    [sealedWith(keyId), ...(after ?? [])],
  );
  const first = rows[0];
  const last = rows.at(-1);
  if (first === undefined || last === undefined) return { resealed: 0, last: null };
  const keyOf = (row: Readonly<Record<string, unknown>>): unknown[] => key.map((name) => row[name]);
  const { affected } = await database.query(
    `UPDATE lastedit.${table} SET ${column} = anew.sealed
     FROM (SELECT unnest($1::text[]) AS before, unnest($2::text[]) AS sealed) AS anew
     WHERE ${column} = anew.before AND (${columns}) >= (${places(3)}) AND (${columns}) <= (${places(3 + key.length)})`,
    [
      rows.map(({ sealed }) => sealed),
      rows.map(({ sealed }) => vault.seal(vault.open(sealed))),
      ...keyOf(first),
      ...keyOf(last),
    ],
  );
  return { resealed: affected, last: keyOf(last) };
}
