import pg from "pg";
import type { Database, QueryAnswer, Queryable } from "./database.ts";
import { insideTransaction, refuseInsideTransaction } from "./transaction-context.ts";

type Result = pg.QueryResult<Record<string, unknown>>;

/**
 * Opens a pool on PostgreSQL 13 or later, for several workers on any hosts.
 *
 * @param connectionString - `postgres://user:password@host:port/database`
 * @param connections - Most connections at once @defaultValue 10
 */
export function openPostgresDatabase(connectionString: string, connections = 10): Database {
  const mark = Symbol("postgres database");
  const pool = new pg.Pool({ connectionString, max: connections, application_name: "lastedit", types });
  // A connection that breaks while idle is replaced on the next use; without a listener Node would end the process.
  pool.on("error", () => undefined);
  const direct = queryableOver(pool);
  let closing: Promise<void> | undefined;
  return {
    kind: "postgres",
    query(sql, params) {
      refuseInsideTransaction(mark);
      return direct.query(sql, params);
    },
    exec(sql) {
      refuseInsideTransaction(mark);
      return execAlone(pool, sql);
    },
    async transaction(work) {
      refuseInsideTransaction(mark);
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        await client.query("BEGIN");
        const result = await insideTransaction(mark, () => work(queryableOver(client)));
        await client.query("COMMIT");
        return result;
      } catch (error) {
        await client.query("ROLLBACK").catch((failure: unknown) => {
          broken = failure instanceof Error ? failure : new Error(String(failure));
        });
        throw error;
      } finally {
        client.release(broken);
      }
    },
    close() {
      closing ??= pool.end();
      return closing;
    },
  };
}

const WHOLE_8_BYTES = new Set<number>([pg.types.builtins.INT8]);

/** Whole numbers of 8 bytes as numbers, as the embedded database gives them; ours stay far below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (type, format) =>
    WHOLE_8_BYTES.has(type) ? Number : (pg.types.getTypeParser(type, format) as typeof Number),
};

function queryableOver(client: pg.PoolClient | pg.Pool): Queryable {
  return {
    async query<Row>(sql: string, params: readonly unknown[] = []): Promise<QueryAnswer<Row>> {
      const result = await client.query<Record<string, unknown>>(sql, [...params]);
      return { rows: result.rows as Row[], affected: result.command === "SELECT" ? 0 : (result.rowCount ?? 0) };
    },
    async exec(sql) {
      // Without parameters pg answers several statements with one result each, and types only the single one.
      const results = (await client.query(sql)) as unknown as Result | Result[];
      return [results].flat().flatMap((result) => result.rows);
    },
  };
}

/** A failed `BEGIN; …; COMMIT` must not go back to the pool inside its broken transaction. */
async function execAlone(pool: pg.Pool, sql: string): Promise<Record<string, unknown>[]> {
  const client = await pool.connect();
  try {
    const rows = await queryableOver(client).exec(sql);
    client.release();
    return rows;
  } catch (error) {
    client.release(true);
    throw error;
  }
}
