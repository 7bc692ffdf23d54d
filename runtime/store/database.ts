/** Anything that runs SQL: a database, or one open transaction on it. Placeholders are `$1`, `$2`, …; JSON goes in as text. */
export interface Queryable {
  /**
   * One statement. `affected` is the number of rows inserted, updated or deleted; `0` for reads. What PostgreSQL refuses
   * rejects with an error that has its `code`, such as `23505` for a duplicate key.
   */
  query<Row = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<QueryAnswer<Row>>;
  /** Several statements without parameters. Gives the rows of all of them, in order. */
  exec(sql: string): Promise<Record<string, unknown>[]>;
}

export interface QueryAnswer<Row> {
  readonly rows: Row[];
  readonly affected: number;
}

/**
 * The one PostgreSQL dialect that the store speaks, with two adapters: PGlite in a worker thread (`embedded`) and a
 * `pg` pool (`postgres`).
 *
 * Inside `transaction` only the given `tx` may be used: the embedded database has one connection, so a call on the
 * database itself would wait for the transaction, and the transaction for the call. Such a call is refused.
 */
export interface Database extends Queryable {
  readonly kind: "embedded" | "postgres";
  /** Commits when `work` resolves, rolls back when it rejects. Transactions of the embedded database run one by one. */
  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
  /**
   * Copies the data files into a folder that is not there yet, as of one moment; statements wait meanwhile. Only an
   * embedded database that has files can do so: a PostgreSQL server has `pg_dump`.
   */
  copyFiles?(folder: string): Promise<void>;
  close(): Promise<void>;
}
