import { constants, existsSync } from "node:fs";
import { cp, mkdir } from "node:fs/promises";
import path from "node:path";
import { Worker } from "node:worker_threads";
import type { Database, QueryAnswer, Queryable } from "../database.ts";
import { insideTransaction, refuseInsideTransaction } from "../transaction-context.ts";
import { lockFolder } from "./folder-lock.ts";
import type { DatabaseReply, DatabaseRequest, DatabaseThreadOptions } from "./messages.ts";

type Ask =
  | { readonly kind: "query"; readonly sql: string; readonly params: readonly unknown[] }
  | { readonly kind: "exec"; readonly sql: string }
  | { readonly kind: "close" };
type Answer = Extract<DatabaseReply, { ok: true }>;

/**
 * Opens PostgreSQL in WebAssembly in a thread of its own. One process may hold a folder; a lock file beside it says who.
 *
 * PGlite never calls fsync: a killed process loses nothing, a power cut may. Use PostgreSQL where that matters.
 *
 * @param folder - Folder of the data files, made when absent; `undefined` keeps everything in memory
 * @throws {FolderLockedError} When a living process, or this one, has the folder open
 */
export async function openEmbeddedDatabase(folder?: string): Promise<Database> {
  if (folder !== undefined) await mkdir(path.dirname(folder), { recursive: true });
  const unlock = folder === undefined ? async () => {} : await lockFolder(folder);
  try {
    if (folder !== undefined && !existsSync(folder)) await createFolder(folder);
    const thread = await DatabaseThread.start({ folder });
    return embeddedDatabase(thread, unlock, folder);
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

function embeddedDatabase(thread: DatabaseThread, unlock: () => Promise<void>, folder: string | undefined): Database {
  const mark = Symbol("embedded database");
  const turn = oneAtATime();
  let closing: Promise<void> | undefined;

  const direct: Queryable = {
    async query<Row>(sql: string, params: readonly unknown[] = []): Promise<QueryAnswer<Row>> {
      const { rows, affected } = await thread.ask({ kind: "query", sql, params });
      return { rows: rows as Row[], affected };
    },
    exec: async (sql) => (await thread.ask({ kind: "exec", sql })).rows,
  };

  return {
    kind: "embedded",
    query(sql, params) {
      refuseInsideTransaction(mark);
      return turn(() => direct.query(sql, params));
    },
    exec(sql) {
      refuseInsideTransaction(mark);
      return turn(async () => {
        try {
          return await direct.exec(sql);
        } catch (error) {
          // A failed `BEGIN; …; COMMIT` leaves the only connection inside a broken transaction.
          await direct.exec("ROLLBACK");
          throw error;
        }
      });
    },
    transaction(work) {
      refuseInsideTransaction(mark);
      return turn(async () => {
        await direct.exec("BEGIN");
        try {
          const result = await insideTransaction(mark, () => work(direct));
          await direct.exec("COMMIT");
          return result;
        } catch (error) {
          await direct.exec("ROLLBACK");
          throw error;
        }
      });
    },
    ...(folder === undefined
      ? {}
      : {
          copyFiles: (target) =>
            turn(async () => {
              await direct.exec("CHECKPOINT");
              // Where the file system can, blocks are shared until one of the two changes.
              await cp(folder, target, { recursive: true, mode: constants.COPYFILE_FICLONE });
            }),
        }),
    close() {
      closing ??= turn(async () => {
        await thread.close();
        await unlock();
      });
      return closing;
    },
  };
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

class DatabaseThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  #lastId = 0;
  #gone: Error | undefined;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on("message", (reply: DatabaseReply) => this.#settle(reply));
    worker.on("error", (error) => this.#end(error instanceof Error ? error : new Error(String(error))));
    worker.on("exit", () => this.#end(new Error("The embedded database is closed. The statement was not run.")));
  }

  static async start(options: DatabaseThreadOptions): Promise<DatabaseThread> {
    const thread = new DatabaseThread(
      new Worker(new URL("./database-thread.ts", import.meta.url), { workerData: options }),
    );
    await new Promise<Answer>((resolve, reject) => thread.#waiting.set(0, { resolve, reject }));
    return thread;
  }

  ask(ask: Ask): Promise<Answer> {
    if (this.#gone !== undefined) return Promise.reject(this.#gone);
    const request: DatabaseRequest = { ...ask, id: ++this.#lastId };
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.id, { resolve, reject });
      this.#worker.postMessage(request);
    });
  }

  async close(): Promise<void> {
    if (this.#gone !== undefined) return;
    await this.ask({ kind: "close" });
    await this.#worker.terminate();
  }

  #settle(reply: DatabaseReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.ok) waiting?.resolve(reply);
    else waiting?.reject(Object.assign(new Error(reply.message), reply.fields));
  }

  #end(error: Error): void {
    this.#gone ??= error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
