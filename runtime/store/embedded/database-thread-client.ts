import { Worker } from "node:worker_threads";
import type { DatabaseReply, DatabaseRequest, DatabaseThreadOptions } from "./messages.ts";

export type Ask =
  | { readonly kind: "query"; readonly sql: string; readonly params: readonly unknown[] }
  | { readonly kind: "exec"; readonly sql: string }
  | { readonly kind: "close" };
export type Answer = Extract<DatabaseReply, { ok: true }>;

/** The thread that PostgreSQL runs in. What is asked of one that has ended is refused with what ended it. */
export class DatabaseThread {
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

  /** What ended it; `null` while it answers. */
  get endedBy(): Error | null {
    return this.#gone ?? null;
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
    if (this.#gone === undefined) await this.ask({ kind: "close" });
    await this.#worker.terminate();
  }

  #settle(reply: DatabaseReply): void {
    if (reply.id === null) {
      this.#end(Object.assign(new Error(reply.message), reply.fields));
      return;
    }
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.ok) waiting?.resolve(reply);
    else waiting?.reject(Object.assign(new Error(reply.message), reply.fields));
  }

  #end(error: Error): void {
    this.#gone ??= error;
    void this.#worker.terminate();
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
