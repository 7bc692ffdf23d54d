import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { DryDoor } from "./dry-door.ts";
import type { DryDoorOptions, ReadCounts } from "./dry-door.ts";
import type { DryEnd, DryRunJob, FromWorker, ToWorker } from "./messages.ts";
import type { WouldSend } from "./would-send.ts";

const PROGRAM = fileURLToPath(new URL("./worker/dry-run-program.ts", import.meta.url));
/** A person waits for it. */
const LONGEST_MS = 180_000;
/** A component that eats memory must not take LastEdit with it. */
const MOST_MEMORY_MB = 512;

/** What a dry run came to. */
export interface DryRunResult extends DryEnd {
  readonly wouldSend: readonly WouldSend[];
  readonly reads: ReadCounts;
  readonly durationMs: number;
}

export interface DryRunRequest {
  readonly job: DryRunJob;
  readonly dataStore: DryDoorOptions["dataStore"];
}

/** A dry run could not be made. Nothing was sent. */
export class DryRunError extends Error {
  readonly code = "dry-run-failed";

  constructor(problem: string) {
    super(`${problem} Nothing was sent.`);
  }
}

/**
 * Makes dry runs, each in a thread that has no way out but through `DryDoor`. One at a time: a thread keeps its
 * sessions with Peoplevox for the next one.
 */
export class DryRunner {
  #worker: Worker | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #closed = false;

  /** @throws {DryRunError} Also when `signal` is aborted */
  run(request: DryRunRequest, signal?: AbortSignal): Promise<DryRunResult> {
    const made = this.#queue.then(() => this.#runNow(request, signal));
    this.#queue = made.catch(() => undefined);
    return made;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#worker?.terminate();
    this.#worker = null;
  }

  async #runNow({ job, dataStore }: DryRunRequest, signal?: AbortSignal): Promise<DryRunResult> {
    if (this.#closed) throw new DryRunError("LastEdit is stopping.");
    if (signal?.aborted === true) throw new DryRunError("It was stopped.");
    const begunAt = Date.now();
    const worker = this.#worker ?? (await startWorker());
    this.#worker = worker;
    const door = new DryDoor({ connections: job.connections, secrets: job.secrets, dataStore });
    const limits = [AbortSignal.timeout(LONGEST_MS), ...(signal === undefined ? [] : [signal])];
    try {
      const end = await follow(worker, door, job, AbortSignal.any(limits));
      return { ...end, wouldSend: door.wouldSend, reads: door.reads, durationMs: Date.now() - begunAt };
    } catch (error) {
      // What its code still does must not be taken for the next run's.
      this.#worker = null;
      await worker.terminate();
      throw error;
    }
  }
}

function startWorker(): Promise<Worker> {
  const worker = new Worker(PROGRAM, {
    env: {},
    execArgv: ["--no-deprecation", "--disable-warning=ExperimentalWarning"],
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    stdout: true,
    stderr: true,
  });
  worker.unref();
  return new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("message", () => {
      worker.off("error", reject);
      resolve(worker);
    });
  });
}

function follow(worker: Worker, door: DryDoor, job: DryRunJob, signal: AbortSignal): Promise<DryEnd> {
  const tell = (message: ToWorker): void => worker.postMessage(message);
  return new Promise<DryEnd>((resolve, reject) => {
    const over = (done: () => void) => {
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
      signal.removeEventListener("abort", onAbort);
      done();
    };
    const fail = (problem: string): void => over(() => reject(new DryRunError(problem)));
    const onAbort = (): void => fail("It was stopped, or took too long.");
    const onError = (error: unknown): void => fail(`Its thread broke: ${words(error)}.`);
    const onExit = (): void => fail("Its thread ended.");
    const onMessage = (message: FromWorker): void => {
      switch (message.kind) {
        case "ready":
          return;
        case "secrets":
          door.hide(message.secrets);
          return;
        case "ask":
          door.answer(message.ask).then(
            (value) => tell({ kind: "answer", id: message.id, value }),
            (error: unknown) => tell({ kind: "refusal", id: message.id, message: words(error) }),
          );
          return;
        case "end":
          over(() => resolve(message.end));
          return;
        case "broken":
          fail(message.message);
          return;
      }
    };
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
    signal.addEventListener("abort", onAbort, { once: true });
    tell({ kind: "job", job });
  });
}

function words(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
