import { constants, existsSync } from "node:fs";
import { cp, mkdir } from "node:fs/promises";
import path from "node:path";
import { Worker } from "node:worker_threads";
import type { Database, QueryAnswer, Queryable } from "../database.ts";
import { insideTransaction, refuseInsideTransaction } from "../transaction-context.ts";
import type { DatabaseThread } from "./database-thread-client.ts";
import { lockFolder } from "./folder-lock.ts";
import { keepThread } from "./thread-keeper.ts";
import type { ThreadKeeper } from "./thread-keeper.ts";

/**
 * Opens PostgreSQL in WebAssembly in a thread of its own. One process may hold a folder; a lock file beside it says who.
 *
 * PGlite never calls fsync: a killed process loses nothing, a power cut may. Use PostgreSQL where that matters. Where
 * PostgreSQL itself gives up, as on a full disk, it is started again from its files and goes on where it stood.
 *
 * @param folder - Folder of the data files, made when absent; `undefined` keeps everything in memory
 * @throws {FolderLockedError} When a living process, or this one, has the folder open
 */
export async function openEmbeddedDatabase(folder?: string): Promise<Database> {
  if (folder !== undefined) await mkdir(path.dirname(folder), { recursive: true });
  const unlock = folder === undefined ? async () => {} : await lockFolder(folder);
  try {
    if (folder !== undefined && !existsSync(folder)) await createFolder(folder);
    return embeddedDatabase(await keepThread({ folder }), unlock, folder);
  } catch (error) {
    await unlock();
    throw error;
  }
}

function createFolder(folder: string): Promise<void> {
  const worker = new Worker(new URL("./create-folder-thread.ts", import.meta.url), { workerData: folder });
  return new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("exit", () => resolve());
  });
}

function embeddedDatabase(threads: ThreadKeeper, unlock: () => Promise<void>, folder: string | undefined): Database {
  const mark = Symbol("embedded database");
  const turn = oneAtATime();
  let closing: Promise<void> | undefined;

  return {
    kind: "embedded",
    query(sql, params) {
      refuseInsideTransaction(mark);
      return turn(async () => queryableOver(await threads.living()).query(sql, params));
    },
    exec(sql) {
      refuseInsideTransaction(mark);
      return turn(async () => {
        const direct = queryableOver(await threads.living());
        try {
          return await direct.exec(sql);
        } catch (error) {
          // A failed `BEGIN; …; COMMIT` leaves the only connection inside a broken transaction.
          await rollBack(direct);
          throw error;
        }
      });
    },
    transaction(work) {
      refuseInsideTransaction(mark);
      return turn(async () => {
        // All of it in one thread: where that ends in between, nothing of it is left, and the rest is refused.
        const direct = queryableOver(await threads.living());
        await direct.exec("BEGIN");
        try {
          const result = await insideTransaction(mark, () => work(direct));
          await direct.exec("COMMIT");
          return result;
        } catch (error) {
          await rollBack(direct);
          throw error;
        }
      });
    },
    ...(folder === undefined
      ? {}
      : {
          copyFiles: (target) =>
            turn(async () => {
              await queryableOver(await threads.living()).exec("CHECKPOINT");
              // Where the file system can, blocks are shared until one of the two changes.
              await cp(folder, target, { recursive: true, mode: constants.COPYFILE_FICLONE });
            }),
        }),
    close() {
      closing ??= turn(async () => {
        await threads.close();
        await unlock();
      });
      return closing;
    },
  };
}

function queryableOver(thread: DatabaseThread): Queryable {
  return {
    async query<Row>(sql: string, params: readonly unknown[] = []): Promise<QueryAnswer<Row>> {
      const { rows, affected } = await thread.ask({ kind: "query", sql, params });
      return { rows: rows as Row[], affected };
    },
    exec: async (sql) => (await thread.ask({ kind: "exec", sql })).rows,
  };
}

/** Where the thread has ended, so has its transaction; what ended it is the error to tell. */
async function rollBack(direct: Queryable): Promise<void> {
  await direct.exec("ROLLBACK").catch(() => undefined);
}

/** Runs tasks strictly one after the other, in the order of the calls. */
function oneAtATime(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(task: () => Promise<T>): Promise<T> => {
    const result = last.then(task);
    last = result.catch(() => undefined);
    return result;
  };
}
