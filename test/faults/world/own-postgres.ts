import { findPostgres } from "../../support/postgres-binaries.mjs";
import { startServer } from "../../support/postgres-server.mjs";

/** A PostgreSQL of one's own, on a port that stays the same, which may be killed. */
export interface OwnPostgres {
  readonly url: string;
  readonly words: string;
  /** Kills its first process with SIGKILL; the others follow. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** What a kill may cost depends on these, so they are as in production. */
const AS_IN_PRODUCTION = { fsync: "on", full_page_writes: "on", synchronous_commit: "on", autovacuum: "on" };

/**
 * @param parent - Where its files go
 * @param settings - Laid over production's
 * @throws When this machine has no PostgreSQL server
 */
export function startOwnPostgres(parent?: string, settings: Record<string, string> = {}): Promise<OwnPostgres> {
  const found = findPostgres();
  if (found.bin === null) throw new Error(found.because);
  return startServer(found.bin, { ...AS_IN_PRODUCTION, ...settings }, parent);
}
