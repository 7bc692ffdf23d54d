import type { Database } from "./database.ts";

/** PostgreSQL's `disk_full`. @see https://www.postgresql.org/docs/current/errcodes-appendix.html */
const DISK_FULL = "53100";

/** The database has no room left. Nothing was stored. */
export class DiskFullError extends Error {
  readonly code = "disk-full";

  constructor(cause: unknown) {
    super(
      "The database's disk is full: nothing can be stored. Webhooks are refused, so Shopify sends them again. Make room; nothing else is needed.",
      { cause },
    );
  }
}

/**
 * Resolves when something could be stored now. It takes a result of 160 KB that may use 64 KB of memory, so that it goes
 * through a file, in a few milliseconds and leaving nothing behind. `SELECT 1` is answered on a full disk too.
 *
 * Assumption: PostgreSQL's temporary files are on the same disk as its data, as they are unless it is told otherwise.
 *
 * @throws {DiskFullError}
 * @throws What the database refuses for another reason
 */
export async function checkRoom(database: Database): Promise<void> {
  try {
    await database.transaction(async (tx) => {
      await tx.query("SET LOCAL work_mem = '64kB'");
      await tx.query("SELECT count(*) FROM generate_series(1, 5000)");
    });
  } catch (error) {
    throw (error as { readonly code?: unknown }).code === DISK_FULL ? new DiskFullError(error) : error;
  }
}
