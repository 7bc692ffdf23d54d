import type { HttpEvent, HttpResponse } from "../component-host/types.ts";
import { notOpen } from "../ingress/kept-source.ts";
import { startRelay } from "../ingress/request-relay.ts";
import type { RequestRelay } from "../ingress/request-relay.ts";
import { RENEW_MS } from "../ingress/source-keeper.ts";
import type { Queryable } from "../store/database.ts";
import { isActiveTrigger, TRIGGER_ID_PREFIX } from "./deployed-triggers.ts";
import { MIRROR, mirrorLease, TriggersKeptElsewhereError } from "./mirror-lease.ts";
import type { MirrorLease } from "./mirror-lease.ts";
import type { ConnectServices } from "./services.ts";
import { TriggerKeeper } from "./trigger-keeper.ts";

/** Activating a trigger asks its other side, which may take its time. */
const CALL_WITHIN_MS = 30_000;

export interface SharedTriggersOptions {
  readonly services: ConnectServices;
  /** This process's name. */
  readonly worker: string;
  /** Answers a call of the mirror that came to another process. */
  answer(call: HttpEvent): Promise<HttpResponse>;
  /** Trouble that it gets over by itself. */
  onTrouble(message: string, cause: unknown): void;
}

/**
 * The deployed triggers, shared by all processes with a mirror on one database: one keeps them, by a lease that it
 * renews. The others stand by, and pass on to it the webhooks and the calls that come to them. A process that has lost
 * the lease without knowing can store nothing and deliver nothing.
 */
export class SharedTriggers {
  /** Does the work in the process that keeps them. */
  readonly keeper: TriggerKeeper;
  readonly #options: SharedTriggersOptions;
  readonly #lease: MirrorLease;
  readonly #relay: RequestRelay | undefined;
  #renewal: NodeJS.Timeout | undefined;
  #isOurs = false;
  #looking: Promise<void> = Promise.resolve();
  /** Bringing up and taking down, one after the other; renewing does not wait for it. */
  #moves: Promise<void> = Promise.resolve();

  constructor(options: SharedTriggersOptions) {
    this.#options = options;
    const { services, worker, onTrouble } = options;
    const { database, vault } = services;
    this.#lease = mirrorLease(database, worker);
    this.keeper = new TriggerKeeper(services, (tx) => this.#guard(tx));
    if (database.kind === "embedded") return;
    this.#relay = startRelay({
      database,
      vault,
      worker,
      onTrouble,
      kept: () => (this.#isOurs ? [MIRROR, ...this.keeper.running()] : []),
      answer: (id, event) =>
        id === MIRROR
          ? options.answer(event).catch(() => refusal(503, STOPPING))
          : (this.keeper.deliver(id, event) ?? Promise.resolve(notOpen())),
    });
  }

  /** Keeps them if nobody does; looks again from time to time. Resolves after the first try to bring them up. */
  async start(): Promise<void> {
    if (this.#relay !== undefined) this.#renewal = setInterval(() => void this.#look(), RENEW_MS).unref();
    await this.#look();
    await this.#moves;
  }

  /** @returns `undefined` when the id is not one of a deployed trigger */
  deliver(id: string, event: HttpEvent): Promise<HttpResponse> | undefined {
    if (!id.startsWith(TRIGGER_ID_PREFIX)) return undefined;
    return this.keeper.deliver(id, event) ?? this.#deliverElsewhere(id, event);
  }

  /** @returns `null` when the call is for this process to carry out, else the answer of the process that keeps them */
  async passOn(call: HttpEvent): Promise<HttpResponse | null> {
    await this.#moves;
    if (this.#isOurs || this.#relay === undefined) return null;
    const holder = await this.#lease.holder();
    if (holder === null)
      return refusal(503, "No process keeps the deployed triggers at this moment. Nothing was done. Try again in 5 s.");
    return (await this.#relay.pass(MIRROR, call, CALL_WITHIN_MS)) ?? refusal(504, noAnswerOf(holder));
  }

  /** The triggers stay active on the other side, and another process takes over. */
  async stop(): Promise<void> {
    clearInterval(this.#renewal);
    await this.#looking;
    await this.#relay?.stop();
    await this.#move(() => this.keeper.stop());
    if (this.#isOurs)
      await this.#lease.drop().catch((error: unknown) => {
        this.#options.onTrouble("The deployed triggers could not be given up; their lease lapses by itself.", error);
      });
    this.#isOurs = false;
  }

  #look(): Promise<void> {
    this.#looking = this.#looking.then(async () => {
      try {
        if (!(await this.#lease.hold())) this.#lose();
        else if (!this.#isOurs) {
          this.#isOurs = true;
          void this.#move(() => this.keeper.start());
        }
      } catch (error) {
        this.#options.onTrouble("Whether this process keeps the deployed triggers could not be told.", error);
      }
    });
    return this.#looking;
  }

  #lose(): void {
    if (!this.#isOurs) return;
    this.#isOurs = false;
    void this.#move(() => this.keeper.stop());
  }

  #move(move: () => Promise<void>): Promise<void> {
    this.#moves = this.#moves.then(move).catch((error: unknown) => {
      this.#options.onTrouble("Deployed triggers could not all be brought up or stopped.", error);
    });
    return this.#moves;
  }

  async #guard(tx: Queryable): Promise<void> {
    if (await this.#lease.isOursUntilTheEndOf(tx)) return;
    this.#lose();
    throw new TriggersKeptElsewhereError();
  }

  async #deliverElsewhere(id: string, event: HttpEvent): Promise<HttpResponse> {
    if (!(await isActiveTrigger(this.#options.services.database, id)))
      return refusal(404, `There is no source "${id}" here.`, "no-such-source");
    if (this.#isOurs || this.#relay === undefined) return notOpen();
    return (await this.#relay.pass(id, event)) ?? notOpen();
  }
}

const STOPPING = "The process that keeps the deployed triggers is being stopped. Nothing was done. Try again in 5 s.";
const noAnswerOf = (holder: string): string =>
  `The process ${holder}, which keeps the deployed triggers, has not answered within ${CALL_WITHIN_MS / 1000} s. ` +
  "It may have done it all the same: look at the deployed triggers before you call again.";

/** In the shape of the mirror's own errors, or with a word for it as senders of webhooks get it. */
function refusal(status: number, reason: string, word?: string): HttpResponse {
  const body = word === undefined ? { error: reason } : { error: word, reason };
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
