import { DatabaseThread } from "./database-thread-client.ts";
import type { DatabaseThreadOptions } from "./messages.ts";

/** A start takes a second of processor time, in vain as long as the disk is full. */
const AGAIN_AFTER_MS = 3_000;

/** The thread that answers now: where PostgreSQL has ended by itself, a new one on the same files. */
export interface ThreadKeeper {
  /** @throws What ended the last one, while no new one can be started */
  living(): Promise<DatabaseThread>;
  close(): Promise<void>;
}

/** PostgreSQL could not be started again on its files. Nothing was run; nothing that was committed is lost. */
class DatabaseAwayError extends Error {
  readonly code: string | undefined;

  constructor(cause: Error & { readonly code?: string }) {
    super(
      `The embedded database has ended (${cause.message}) and cannot be started again yet; it is tried every few seconds. Nothing was stored.`,
      { cause },
    );
    this.code = cause.code;
  }
}

/** Starts the first one. */
export async function keepThread(options: DatabaseThreadOptions): Promise<ThreadKeeper> {
  let thread = await DatabaseThread.start(options);
  let triedAt = Number.NEGATIVE_INFINITY;

  /** Without files there is nothing to go on from. */
  async function another(): Promise<DatabaseThread> {
    const why = thread.endedBy ?? new Error("It has ended.");
    if (options.folder === undefined || performance.now() - triedAt < AGAIN_AFTER_MS) throw new DatabaseAwayError(why);
    await thread.close();
    try {
      thread = await DatabaseThread.start(options);
      return thread;
    } catch {
      triedAt = performance.now();
      throw new DatabaseAwayError(why);
    }
  }

  return {
    living: () => (thread.endedBy === null ? Promise.resolve(thread) : another()),
    close: () => thread.close(),
  };
}
