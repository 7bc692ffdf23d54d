import type { Release, RequestBudget, RequestLimits } from "../../../components/peoplevox/request-budget.ts";
import { changeBudget } from "../../store/budgets.ts";
import type { Database } from "../../store/database.ts";
import { PLACE_LEASE_MS, spend } from "./spend.ts";
import type { Granted, Spent } from "./spend.ts";

/** Ends of requests are told together, this long after the first, where no request waits for them. */
const TELL_AFTER_MS = 200;
/** While the database is away nothing is sent: what a request changed could not be stored either. */
const DATABASE_AWAY_MS = 1_000;

export interface SharedBudgetOptions {
  readonly database: Database;
  /** This process's name. */
  readonly worker: string;
  readonly tenant: string;
  readonly limits: RequestLimits;
  onTrouble(message: string, cause: unknown): void;
}

/** A tenant's request budget as one worker spends it: the database gives it places in small batches. */
export class SharedBudget implements RequestBudget {
  readonly #options: SharedBudgetOptions;
  readonly #queue: ((release: Release) => void)[] = [];
  readonly #held = new Set<number>();
  #ended: { readonly place: number; readonly at: number }[] = [];
  #pauseMs = 0;
  /** Places granted whose requests have not left yet. */
  #scheduled = 0;
  #exchanging: Promise<void> | undefined;
  #tell: NodeJS.Timeout | undefined;
  #renew: NodeJS.Timeout | undefined;
  #stopped = false;
  #awaitsEnd = false;
  #wake: () => void = () => undefined;

  constructor(options: SharedBudgetOptions) {
    this.#options = options;
  }

  /** Requests that wait here. */
  get waiting(): number {
    return this.#queue.length;
  }

  acquire(): Promise<Release> {
    return new Promise((resolve) => {
      this.#queue.push(resolve);
      this.#exchange();
    });
  }

  pauseFor(waitMs: number): void {
    this.#pauseMs = Math.max(this.#pauseMs, waitMs);
    this.#exchangeNow();
  }

  /** Gives back what it has. Requests that still wait are never let go: their process is ending. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#tell);
    clearInterval(this.#renew);
    this.#wake();
    await this.#exchanging;
    const at = performance.now();
    this.#ended.push(
      ...[...this.#held]
        .filter((place) => !this.#ended.some((end) => end.place === place))
        .map((place) => ({ place, at })),
    );
    await this.#ask(0).catch(() => undefined);
  }

  #exchange(): void {
    this.#exchanging ??= this.#exchangeAll().finally(() => {
      this.#exchanging = undefined;
      // What came while the last answer was on its way.
      if (!this.#stopped && (this.#wanted > 0 || this.#pauseMs > 0)) this.#exchange();
    });
  }

  /** As `exchange`, and at once where one waits for its time. */
  #exchangeNow(): void {
    this.#wake();
    this.#exchange();
  }

  /** Nothing more until what was granted has left: else the first worker to ask would take all that is to come. */
  get #wanted(): number {
    return this.#scheduled > 0 ? 0 : this.#queue.length;
  }

  async #exchangeAll(): Promise<void> {
    for (;;) {
      const askAgainMs = await this.#exchangeOnce();
      if (askAgainMs === null || this.#stopped) return;
      const woken = Promise.withResolvers<undefined>();
      this.#wake = () => woken.resolve(undefined);
      const timer = setTimeout(this.#wake, askAgainMs);
      await woken.promise;
      clearTimeout(timer);
      this.#wake = () => undefined;
    }
  }

  /** @returns When to ask again; `null` when nothing is left to ask for */
  async #exchangeOnce(): Promise<number | null> {
    try {
      const { granted, askAgainMs, awaitsEnd } = await this.#ask(this.#wanted);
      for (const place of granted) this.#schedule(place);
      this.#awaitsEnd = awaitsEnd;
      return askAgainMs;
    } catch (error) {
      this.#options.onTrouble("The request budget could not be asked for; nothing is sent until it can.", error);
      return DATABASE_AWAY_MS;
    }
  }

  async #ask(wanted: number): Promise<Spent> {
    const { database, worker, tenant, limits } = this.#options;
    const told = this.#ended;
    const pauseMs = this.#pauseMs;
    this.#ended = [];
    this.#pauseMs = 0;
    try {
      // The database's clock is read after this one: an end can only look later than it was.
      const now = performance.now();
      const ended = told.map(({ place, at }) => ({ place, agoMs: now - at }));
      const result = await changeBudget(database, tenant, (state, nowMs) =>
        spend(state, limits, { worker, wanted, ended, pauseMs }, nowMs),
      );
      for (const { place } of told) this.#held.delete(place);
      return result;
    } catch (error) {
      this.#ended.push(...told);
      this.#pauseMs = Math.max(this.#pauseMs, pauseMs);
      throw error;
    }
  }

  #schedule({ place, inMs }: Granted): void {
    this.#held.add(place);
    this.#renew ??= setInterval(() => {
      if (this.#held.size > 0) this.#exchange();
    }, PLACE_LEASE_MS / 3).unref();
    this.#scheduled += 1;
    setTimeout(() => {
      this.#scheduled -= 1;
      this.#queue.shift()?.(() => this.#end(place));
      if (this.#wanted > 0) this.#exchange();
    }, inMs);
  }

  #end(place: number): void {
    this.#ended.push({ place, at: performance.now() });
    if (this.#stopped) return;
    if (this.#wanted > 0) {
      if (this.#awaitsEnd) this.#exchangeNow();
      return;
    }
    this.#tell ??= setTimeout(() => {
      this.#tell = undefined;
      this.#exchange();
    }, TELL_AFTER_MS).unref();
  }
}
