import type { ExceptionDraft } from "../../domain/exceptions/exception.ts";
import type { Database } from "../store/database.ts";
import type { BreakerMove } from "./breaker/breaker-store.ts";
import { connectionAwayException, runWaitingException } from "./engine-exceptions.ts";
import type { EngineSubject } from "./engine-exceptions.ts";
import { dropLease, holdLease } from "./leases.ts";
import { forgetRecipeTexts } from "./recipe-texts.ts";
import { findOverdueRuns, findServedRuns, markReported, markServed } from "./overdue-runs.ts";

/** One process looks; another takes over when this one is gone for so long. */
const LEASE = "caretaker";
const LEASE_MS = 30_000;
const LOOK_EVERY_MS = 10_000;
const TIDY_EVERY_MS = 3_600_000;

export interface CaretakerOptions {
  readonly database: Database;
  readonly worker: string;
  /** A run that has been wanted for this long and has not ended is reported. @defaultValue 15 minutes */
  readonly reportWaitingAfterMs?: number;
  raiseException(draft: ExceptionDraft): Promise<void>;
  /** Closes what was raised about this subject, since it has passed. */
  closeExceptions?(subject: EngineSubject, because: string): Promise<void>;
}

/** Tells people what the queue cannot get over by itself, and takes it back once it has passed. */
export class Caretaker {
  readonly #options: CaretakerOptions;
  /** By the process's own time, which no clock change moves. */
  #lookedAt = Number.NEGATIVE_INFINITY;
  #holds = false;
  #tidiedAt = Number.NEGATIVE_INFINITY;

  constructor(options: CaretakerOptions) {
    this.#options = options;
  }

  /** Call it as often as you like: it looks every ten seconds, in one of all processes. */
  async look(): Promise<void> {
    if (performance.now() - this.#lookedAt < LOOK_EVERY_MS) return;
    this.#lookedAt = performance.now();
    const { database, worker, reportWaitingAfterMs = 15 * 60_000 } = this.#options;
    this.#holds = await holdLease(database, LEASE, worker, LEASE_MS);
    if (!this.#holds) return;
    for (const overdue of await findOverdueRuns(database, reportWaitingAfterMs)) {
      await this.#options.raiseException(runWaitingException(overdue));
      await markReported(database, overdue.runId);
    }
    if (performance.now() - this.#tidiedAt > TIDY_EVERY_MS) {
      this.#tidiedAt = performance.now();
      await forgetRecipeTexts(database);
    }
    for (const { runId, subject } of await findServedRuns(database)) {
      await this.#options.closeExceptions?.(subject, "The run has ended.");
      await markServed(database, runId);
    }
  }

  /** The first probe has failed too, so it is more than a restart: a person is told. */
  async breakerMoved({ before, breaker }: BreakerMove): Promise<void> {
    if (breaker.state === "open" && breaker.openings === 2)
      await this.#options.raiseException(connectionAwayException(breaker));
    if (breaker.state === "closed" && before !== "closed") {
      const subject = { kind: "connection-away", shop: "-", lineage: `connection ${breaker.connection}` } as const;
      await this.#options.closeExceptions?.(subject, `The connection "${breaker.connection}" answers again.`);
    }
  }

  /** Lets another process look at once. */
  async stop(): Promise<void> {
    if (this.#holds) await dropLease(this.#options.database, LEASE, this.#options.worker);
  }
}
