/** What the main thread asks of the database thread. `id` ties the answer to the question. */
export type DatabaseRequest =
  | { readonly id: number; readonly kind: "query"; readonly sql: string; readonly params: readonly unknown[] }
  | { readonly id: number; readonly kind: "exec"; readonly sql: string }
  | { readonly id: number; readonly kind: "close" };

export type DatabaseReply =
  | { readonly id: number; readonly ok: true; readonly rows: Record<string, unknown>[]; readonly affected: number }
  | { readonly id: number; readonly ok: false; readonly message: string; readonly fields: Record<string, string> }
  | PostgresEnded;

/** PostgreSQL has given up, as on a full disk. PGlite may go round in circles from then on, and answers nothing more. */
export interface PostgresEnded {
  readonly id: null;
  readonly message: string;
  readonly fields: Record<string, string>;
}

export interface DatabaseThreadOptions {
  /** Folder of the data files. Absent: the database lives in memory and is gone with the thread. */
  readonly folder: string | undefined;
}
