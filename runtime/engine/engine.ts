import { BreakerWatch } from "./breaker/breaker-watch.ts";
import type { BreakerMove } from "./breaker/breaker-store.ts";
import { Caretaker } from "./caretaker.ts";
import type { CaretakerOptions } from "./caretaker.ts";
import { executeRun, handBack } from "./execute-run.ts";
import type { ExecuteOptions } from "./execute-run.ts";
import { fairPlaces } from "./fair-places.ts";
import { readHalts } from "./halt.ts";
import type { Halt } from "./halt.ts";
import { processId, RUNS_UP_TO } from "./program.ts";
import { ClaimLostError } from "./run-queue.ts";
import type { ClaimedRun, ClaimRules } from "./run-queue.ts";
import { forgetWorker, noteWorker } from "./workers.ts";
import type { KnownConnection } from "./workers.ts";

const POLL_MS = 500;
/** Breakers, and between steps that only read pauses and cancellations, are obeyed within this time. */
const LOOK_MS = 1_000;
/** A quarter of the time after which a silent worker counts as dead. */
const KEEP_ALIVE_MS = 5_000;
/** Many at once: what a claim costs is mostly the same however few it takes. */
const CLAIM_AT_ONCE = 150;
/**
 * After the grace: enough to hand everything back to a busy database. What is left then is left to its claims, which
 * lapse by themselves, so that a database or a step that hangs cannot keep the process.
 */
const HAND_BACK_MS = 10_000;
/** A run that could not be stored is continued after this time, when the database may answer again. */
const TROUBLE_WAIT_MS = 5_000;

export interface EngineOptions
  extends
    Omit<ExecuteOptions, "worker" | "reportFinding">,
    Pick<CaretakerOptions, "closeExceptions" | "reportWaitingAfterMs"> {
  /** This process's name among all on the database. @defaultValue one of its own */
  readonly worker?: string;
  /** @defaultValue "worker" */
  readonly kind?: "start" | "worker" | "command";
  /** Runs in flight at once. A run that waits for the warehouse's request budget costs nothing. @defaultValue 500 */
  readonly concurrency?: number;
  /** Recipes that this process has: it leaves runs of others to others. @defaultValue all */
  recipeNames?(): readonly string[];
  /** Tenants that the recipes work for. @defaultValue none */
  lanes?(): readonly string[];
  /** A lane with weight 2 gets two turns where others get one. @defaultValue 1 each */
  readonly weights?: Readonly<Record<string, number>>;
  /** How soon breakers are obeyed, and pauses and cancellations between steps that only read. @defaultValue 1000 */
  readonly lookEveryMs?: number;
  /** How long stopping may take after the grace. @defaultValue 10000 */
  readonly handBackMs?: number;
  /** @defaultValue none */
  connections?(): readonly KnownConnection[];
  /** Requests that wait for their tenant's budget in this process, by tenant. */
  requestsWaiting?(): Readonly<Record<string, number>>;
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
  /** This process's name. */
  readonly worker: string;
  readonly #options: EngineOptions;
  readonly #execute: ExecuteOptions;
  readonly #breakers: BreakerWatch;
  readonly #caretaker: Caretaker;
  readonly #inFlight = new Map<number, InFlight>();
  readonly #tickets = new Map<number, string>();
  #halts = new Map<number, Halt>();
  #stopping = false;
  #graceIsOver = false;
  #loop: Promise<void> | undefined;
  #looks: NodeJS.Timeout | undefined;
  #keepAlive: NodeJS.Timeout | undefined;
  /** One at a time: on a slow database they would pile up. */
  #looking: Promise<void> | undefined;
  #holding: Promise<void> | undefined;
  #wake: () => void = () => undefined;

  constructor(options: EngineOptions) {
    this.worker = options.worker ?? processId();
    this.#options = options;
    this.#caretaker = new Caretaker({ ...options, worker: this.worker });
    this.#breakers = new BreakerWatch(options.database, (move) => this.#breakerMoved(move));
    this.#execute = { ...options, worker: this.worker };
  }

  /** Runs this process works on now. */
  get inFlight(): number {
    return this.#inFlight.size;
  }

  start(): void {
    this.#loop ??= this.#begin();
    this.#looks ??= setInterval(() => this.#look(), this.#options.lookEveryMs ?? LOOK_MS).unref();
    this.#keepAlive ??= setInterval(() => this.#holdClaims(), KEEP_ALIVE_MS).unref();
  }

  /** Says that there may be something to run, so that it need not wait for the next poll. */
  wake(): void {
    this.#wake();
  }

  /**
   * Stops fetching, lets runs finish, and after `graceMs` hands the rest back to the queue. It returns ten seconds after
   * that at the latest, whatever hangs; runs that could not be handed back are then taken over by their lapsed claims.
   *
   * @param graceMs - @defaultValue 10000
   */
  async stop(graceMs = 10_000): Promise<void> {
    this.#stopping = true;
    this.wake();
    const grace = setTimeout(() => {
      this.#graceIsOver = true;
      for (const { abort } of this.#inFlight.values()) abort.abort(new StoppingError());
    }, graceMs);
    const limit = Promise.withResolvers<boolean>();
    const mostMs = graceMs + (this.#options.handBackMs ?? HAND_BACK_MS);
    const last = setTimeout(() => limit.resolve(false), mostMs);
    const isDone = await Promise.race([this.#finish().then(() => true), limit.promise]);
    for (const timer of [grace, last, this.#keepAlive, this.#looks]) clearTimeout(timer);
    if (isDone) return;
    const left = this.#inFlight.size;
    this.#options.onTrouble?.(
      `Stopping was not over after ${mostMs} ms; ${left} run${left === 1 ? "" : "s"} could not be handed back. Their claims lapse by themselves.`,
      new Error("The database or a step did not answer in time."),
    );
  }

  async #finish(): Promise<void> {
    await this.#loop;
    await Promise.all([...this.#inFlight.values()].map(({ done }) => done));
    clearInterval(this.#keepAlive);
    clearInterval(this.#looks);
    await Promise.all([this.#looking, this.#holding]);
    if (this.#loop === undefined) return;
    await this.#tolerate("This worker could not take itself off the list.", async () => {
      await this.#caretaker.stop();
      await forgetWorker(this.#options.database, this.worker);
    });
  }

  async #begin(): Promise<void> {
    await this.#tolerate("This worker could not announce itself.", async () => {
      await this.#announce();
      await this.#breakers.look();
    });
    await this.#fetchAndRun();
  }

  async #fetchAndRun(): Promise<void> {
    while (!this.#stopping) {
      const woken = Promise.withResolvers<undefined>();
      this.#wake = () => woken.resolve(undefined);
      const mayBeMore = await this.#claimAll().catch((error: unknown) => {
        this.#options.onTrouble?.("Runs could not be fetched; they are asked for again.", error);
        return false;
      });
      if (mayBeMore) continue;
      const timer = setTimeout(() => woken.resolve(undefined), POLL_MS);
      await woken.promise;
      clearTimeout(timer);
    }
  }

  /** @returns Whether there may be more to claim at once */
  async #claimAll(): Promise<boolean> {
    const { lanes, weights = {}, concurrency = 500 } = this.#options;
    const inFlight = new Map<string, number>();
    for (const { claim } of this.#inFlight.values()) inFlight.set(claim.lane, (inFlight.get(claim.lane) ?? 0) + 1);
    const { places, others, most } = fairPlaces(concurrency, lanes?.() ?? [], inFlight);
    const free = Math.min(most, CLAIM_AT_ONCE);
    if (free === 0) return false;
    const rules = { recipes: this.#options.recipeNames?.() ?? null, runsUpTo: RUNS_UP_TO, places, others, weights };
    const claims = await this.#options.queue.claim(free, rules);
    for (const claim of claims) this.#take(claim);
    await this.#tryConnections(free - claims.length, rules);
    return claims.length === free;
  }

  /** Connections that were away: one run first, more for each that gets an answer. */
  async #tryConnections(free: number, rules: Partial<ClaimRules>): Promise<void> {
    for (const connection of free > 0 ? this.#breakers.trying() : []) {
      const tickets = await this.#breakers.takeTickets(connection, free);
      if (tickets === 0) continue;
      const claims = await this.#options.queue.claim(tickets, { ...rules, trying: connection });
      for (const claim of claims) {
        this.#tickets.set(claim.runId, connection);
        this.#take(claim);
      }
      await this.#breakers.giveTicketsBack(connection, tickets - claims.length);
    }
  }

  #take(claim: ClaimedRun): void {
    const abort = new AbortController();
    const { runId } = claim;
    // What held an earlier claim of it back has passed, else it could not have been claimed.
    this.#halts.delete(runId);
    const options: ExecuteOptions = {
      ...this.#execute,
      reportFinding: (connection, finding) =>
        this.#breakers.report(connection, { ...finding, ticket: this.#tickets.get(runId) === connection }),
    };
    const done = executeRun(options, claim, abort.signal, () => this.#halts.get(runId))
      .catch((error: unknown) => this.#release(claim, error))
      .finally(() => {
        this.#inFlight.delete(runId);
        this.#tickets.delete(runId);
        this.wake();
      });
    this.#inFlight.set(runId, { claim, abort, done });
    // A claim that was answered late.
    if (this.#graceIsOver) abort.abort(new StoppingError());
  }

  async #release(claim: ClaimedRun, error: unknown): Promise<void> {
    if (error instanceof ClaimLostError) return;
    const stopping = error instanceof StoppingError;
    if (!stopping) this.#options.onTrouble?.(`Run ${claim.runId} was interrupted; it is continued later.`, error);
    await this.#tolerate(`Run ${claim.runId} could not be handed back; its claim lapses by itself.`, () =>
      handBack(this.#execute, claim, stopping ? 0 : TROUBLE_WAIT_MS),
    );
  }

  #look(): void {
    this.#looking ??= this.#tolerate("Pauses and connections could not be looked at; it is tried again.", async () => {
      this.#halts = await readHalts(this.#options.database, [...this.#inFlight.keys()]);
      await this.#breakers.look();
      if (this.#breakers.trying().length > 0) this.wake();
      await this.#caretaker.look();
    }).finally(() => (this.#looking = undefined));
  }

  #holdClaims(): void {
    this.#holding ??= this.#tolerate(
      "The claims on running runs could not be renewed; it is tried again.",
      async () => {
        const lost = await this.#options.queue.keepAlive([...this.#inFlight.values()].map(({ claim }) => claim));
        for (const runId of lost) this.#inFlight.get(runId)?.abort.abort(new ClaimLostError(runId));
        if (!this.#stopping) await this.#announce();
      },
    ).finally(() => (this.#holding = undefined));
  }

  async #announce(): Promise<void> {
    await noteWorker(this.#options.database, {
      id: this.worker,
      kind: this.#options.kind ?? "worker",
      inFlight: this.#inFlight.size,
      connections: this.#options.connections?.() ?? [],
      requestsWaiting: this.#options.requestsWaiting?.() ?? {},
    });
  }

  async #breakerMoved(move: BreakerMove): Promise<void> {
    this.wake();
    await this.#caretaker.breakerMoved(move);
  }

  async #tolerate(trouble: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#options.onTrouble?.(trouble, error);
    }
  }
}

class StoppingError extends Error {
  constructor() {
    super("LastEdit is stopping; the run is continued at the next start.");
  }
}
