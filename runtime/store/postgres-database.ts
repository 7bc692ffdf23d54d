import pg from "pg";
import type { Database, QueryAnswer, Queryable } from "./database.ts";
import { insideTransaction, refuseInsideTransaction } from "./transaction-context.ts";

type Result = pg.QueryResult<Record<string, unknown>>;

/** How long an unreliable network is waited for, in milliseconds. */
export interface Patience {
  /** Until a connection stands. @defaultValue 10000 */
  readonly connectMs: number;
  /**
   * Until one statement is answered: longer than any of ours takes, else a network that swallows everything would be
   * waited for for ever. Several statements at once, as migrations are, may take as long as they want. @defaultValue 30000
   */
  readonly answerMs: number;
  /** After this the server gives up a transaction whose client says nothing, and with it the locks. @defaultValue 60000 */
  readonly silentTransactionMs: number;
}

const PATIENCE: Patience = { connectMs: 10_000, answerMs: 30_000, silentTransactionMs: 60_000 };
/** Compiling a plan, or starting helpers for it, takes longer than any of our statements. */
const SHORT_STATEMENTS = "SET jit = off; SET max_parallel_workers_per_gather = 0";
/** Then the system begins to ask whether the server's machine is still there. */
const ASK_AFTER_MS = 10_000;

/**
 * Opens a pool on PostgreSQL 13 or later, for several workers on any hosts.
 *
 * @param connectionString - `postgres://user:password@host:port/database`
 * @param connections - Most connections at once @defaultValue 10
 */
export function openPostgresDatabase(connectionString: string, connections = 10, patience = PATIENCE): Database {
  const mark = Symbol("postgres database");
  const pool = new pg.Pool({
    connectionString,
    max: connections,
    application_name: "lastedit",
    types,
    connectionTimeoutMillis: patience.connectMs,
    query_timeout: patience.answerMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: ASK_AFTER_MS,
    onConnect: (client): unknown =>
      client.query(`SET idle_in_transaction_session_timeout = ${patience.silentTransactionMs}; ${SHORT_STATEMENTS}`),
  });
  // A connection that breaks while nobody waits for an answer is replaced on the next use, idle or inside a transaction;
  // without a listener Node would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
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
      const connection = queryableOver(client);
      const state = { isBroken: false };
      const tx: Queryable = {
        query: (sql, params) => connection.query<never>(sql, params).catch(note),
        exec: (sql) => connection.exec(sql).catch(note),
      };
      /** Whatever is not the server's own word leaves a connection of which nobody knows what comes next. */
      function note(error: unknown): never {
        state.isBroken ||= !(error instanceof pg.DatabaseError);
        throw error;
      }
      try {
        await tx.query("BEGIN");
        const result = await insideTransaction(mark, () => work(tx));
        await tx.query("COMMIT");
        return result;
      } catch (error) {
        if (!state.isBroken) await tx.query("ROLLBACK").catch(() => (state.isBroken = true));
        throw error;
      } finally {
        client.release(state.isBroken);
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
      const results = (await client.query(unhurried(sql))) as unknown as Result | Result[];
      return [results].flat().flatMap((result) => result.rows);
    },
  };
}

interface UnhurriedQuery extends pg.QueryConfig {
  readonly query_timeout: number;
}

const unhurried = (text: string): UnhurriedQuery => ({ text, query_timeout: 6 * 3600 * 1000 });

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
