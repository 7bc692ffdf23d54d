import { executeRun, handBack } from "./execute-run.ts";
import type { ExecuteOptions } from "./execute-run.ts";
import { ClaimLostError } from "./run-queue.ts";
import type { ClaimedRun } from "./run-queue.ts";

const POLL_MS = 500;
/** A third of the time after which a silent worker counts as dead. */
const KEEP_ALIVE_MS = 10_000;
const CLAIM_AT_ONCE = 50;
/** A run that could not be stored is continued after this time, when the database may answer again. */
const TROUBLE_WAIT_MS = 5_000;

export interface EngineOptions extends ExecuteOptions {
  /** Runs in flight at once. A run that waits for the warehouse's request budget costs nothing. @defaultValue 500 */
  readonly concurrency?: number;
  /** Trouble of the engine itself, such as a database that is away. It goes on by itself. */
  onTrouble?(message: string, cause: unknown): void;
}

interface InFlight {
  readonly claim: ClaimedRun;
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

/** Fetches runs that are due and runs them: one at a time per order, different orders side by side. */
export class Engine {
  readonly #options: EngineOptions;
  readonly #inFlight = new Map<number, InFlight>();
  #stopping = false;
  #loop: Promise<void> | undefined;
  #keepAlive: NodeJS.Timeout | undefined;
  #wake: () => void = () => undefined;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  /** Runs this process works on now. */
  get inFlight(): number {
    return this.#inFlight.size;
  }

  start(): void {
    this.#loop ??= this.#fetchAndRun();
    this.#keepAlive ??= setInterval(() => void this.#holdClaims(), KEEP_ALIVE_MS).unref();
  }

  /** Says that there may be something to run, so that it need not wait for the next poll. */
  wake(): void {
    this.#wake();
  }

  /**
   * Stops fetching, lets runs finish, and after `graceMs` hands the rest back to the queue.
   *
   * @param graceMs - @defaultValue 10000
   */
  async stop(graceMs = 10_000): Promise<void> {
    this.#stopping = true;
    this.wake();
    await this.#loop;
    const timer = setTimeout(() => {
      for (const { abort } of this.#inFlight.values()) abort.abort(new StoppingError());
    }, graceMs);
    await Promise.all([...this.#inFlight.values()].map(({ done }) => done));
    clearTimeout(timer);
    clearInterval(this.#keepAlive);
  }

  async #fetchAndRun(): Promise<void> {
    const most = this.#options.concurrency ?? 500;
    while (!this.#stopping) {
      const woken = Promise.withResolvers<undefined>();
      this.#wake = () => woken.resolve(undefined);
      const free = Math.min(most - this.#inFlight.size, CLAIM_AT_ONCE);
      const claimed = free > 0 ? await this.#claim(free) : 0;
      if (free > 0 && claimed === free) continue;
      const timer = setTimeout(() => woken.resolve(undefined), POLL_MS);
      await woken.promise;
      clearTimeout(timer);
    }
  }

  async #claim(most: number): Promise<number> {
    try {
      const claims = await this.#options.queue.claim(most);
      for (const claim of claims) this.#take(claim);
      return claims.length;
    } catch (error) {
      this.#options.onTrouble?.("Runs could not be fetched; they are asked for again.", error);
      return 0;
    }
  }

  #take(claim: ClaimedRun): void {
    const abort = new AbortController();
    const done = executeRun(this.#options, claim, abort.signal)
      .catch((error: unknown) => this.#release(claim, error))
      .finally(() => {
        this.#inFlight.delete(claim.runId);
        this.wake();
      });
    this.#inFlight.set(claim.runId, { claim, abort, done });
  }

  async #release(claim: ClaimedRun, error: unknown): Promise<void> {
    if (error instanceof ClaimLostError) return;
    const stopping = error instanceof StoppingError;
    if (!stopping) this.#options.onTrouble?.(`Run ${claim.runId} was interrupted; it is continued later.`, error);
    try {
      await handBack(this.#options, claim, stopping ? 0 : TROUBLE_WAIT_MS);
    } catch (failure) {
      this.#options.onTrouble?.(`Run ${claim.runId} could not be handed back; its claim lapses by itself.`, failure);
    }
  }

  async #holdClaims(): Promise<void> {
    try {
      const lost = await this.#options.queue.keepAlive([...this.#inFlight.values()].map(({ claim }) => claim));
      for (const runId of lost) this.#inFlight.get(runId)?.abort.abort(new ClaimLostError(runId));
    } catch (error) {
      this.#options.onTrouble?.("The claims on running runs could not be renewed; it is tried again.", error);
    }
  }
}

class StoppingError extends Error {
  constructor() {
    super("LastEdit is stopping; the run is continued at the next start.");
  }
}
