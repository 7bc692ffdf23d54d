import { afterArrival, afterFailure } from "../../../domain/alerts/after-sending.ts";
import { NOTHING_TOLD } from "../../../domain/alerts/alert-memory.ts";
import type { AlertMemory, AlertReason, ChannelMemory } from "../../../domain/alerts/alert-memory.ts";
import { decideAlerts } from "../../../domain/alerts/decide-alerts.ts";
import type { AlertMessage } from "../../../domain/alerts/decide-alerts.ts";
import type { Routing } from "../../../domain/alerts/routing.ts";
import type { OpenException } from "../../../domain/exceptions/exception.ts";
import { awake, closed, seenAgain } from "../../../domain/exceptions/exception-ledger.ts";
import { carryOut } from "../../../domain/exceptions/person-move.ts";
import type { PersonMove } from "../../../domain/exceptions/person-move.ts";
import type { ExceptionSeverity } from "../../../domain/exceptions/exception.ts";
import { aDraft } from "../../support/exception-builders.ts";

/** What becomes of the messages of one look: all arrive, the n-th fails, or the sender dies before the n-th confirmation. */
export type Delivery = { readonly how: "arrive" | "fail" | "die"; readonly nth: number };

/** A message that arrived. */
export interface Arrival {
  readonly atMs: number;
  readonly channel: string;
  readonly form: AlertMessage["form"];
  readonly items: readonly {
    readonly id: string;
    readonly reasons: readonly AlertReason[];
    readonly severity: ExceptionSeverity;
  }[];
}

/** Exceptions that come and go, people who act on them, and somebody who looks and sends. */
export class AlertWorld {
  readonly channels: readonly string[];
  readonly routing: Routing;
  readonly arrivals: Arrival[] = [];
  nowMs = Date.parse("2026-11-24T08:00:00Z");
  memory: AlertMemory = NOTHING_TOLD;
  readonly #records = new Map<string, OpenException>();

  constructor(channels: readonly string[], routing: Routing) {
    this.channels = channels;
    this.routing = routing;
  }

  pass(minutes: number): void {
    this.nowMs += minutes * 60_000;
  }

  raise(order: string, severity: ExceptionSeverity = "high", mattersUntil: string | null = null): void {
    const draft = aDraft({ orderName: order, severity, mattersUntil });
    this.#records.set(order, seenAgain(this.#records.get(order) ?? null, draft, this.#now()));
  }

  act(order: string, move: PersonMove): void {
    const record = this.#records.get(order);
    const outcome = record === undefined ? null : carryOut(record, move, this.#now(), this.#now());
    if (outcome?.ok === true) this.#records.set(order, outcome.exception);
  }

  heal(order: string): void {
    const record = this.#records.get(order);
    if (record !== undefined) this.#records.set(order, closed(record, "in sync", this.#now()));
  }

  /** All that is open, as one who looks now sees it. */
  open(): OpenException[] {
    return [...this.#records.values()]
      .map((each) => awake(each, this.#now()))
      .filter(({ status }) => status === "open");
  }

  /** One look: decide, remember, send, confirm. Memory goes through JSON, as it does in a store. */
  look({ how, nth }: Delivery = { how: "arrive", nth: 0 }): readonly AlertMessage[] {
    const { channels, routing, nowMs } = this;
    const { memory, messages } = decideAlerts({
      exceptions: this.open(),
      channels,
      routing,
      memory: this.memory,
      nowMs,
    });
    this.memory = throughJson(memory);
    const failed = new Set<string>();
    for (const [index, message] of messages.entries()) {
      if (failed.has(message.channel)) continue;
      if (how === "fail" && index >= nth) {
        failed.add(message.channel);
        this.#remember(message.channel, (channel) => afterFailure(channel, nowMs));
        continue;
      }
      this.#arrive(message);
      if (how === "die" && index >= nth) return messages;
      const news = message.items.map((item) => item.news);
      this.#remember(message.channel, (channel) => afterArrival(channel, { form: message.form, news }, nowMs));
    }
    return messages;
  }

  #arrive({ channel, form, items }: AlertMessage): void {
    this.arrivals.push({
      atMs: this.nowMs,
      channel,
      form,
      items: items.map(({ news }) => ({ id: news.exceptionId, reasons: news.reasons, severity: news.severity })),
    });
  }

  #remember(name: string, change: (channel: ChannelMemory) => ChannelMemory): void {
    const channel = this.memory.channels[name];
    if (channel === undefined) throw new Error(`There is no memory of the channel ${name}.`);
    this.memory = throughJson({ ...this.memory, channels: { ...this.memory.channels, [name]: change(channel) } });
  }

  #now(): string {
    return new Date(this.nowMs).toISOString();
  }
}

function throughJson<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}
