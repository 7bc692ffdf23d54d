import type { Timer } from "../../clock.ts";
import { wholeSecond } from "../model/shop-time.ts";
import { lineTax } from "../model/order-figures.ts";
import type { Agreement, Order } from "../model/records.ts";
import type { Store } from "../model/store.ts";
import { orderPayload } from "../webhooks/payloads/order-payload.ts";

/** Who acts. Shows in events, agreements and holds. */
export interface Actor {
  appId: number;
  title: string;
}

/** One thing that happened; the payload is made at that moment, if anybody listens. */
export interface Happening {
  topic: string;
  payload: () => object;
}

export interface CommandContext {
  store: Store;
  actor: Actor;
  now(): number;
  after(delayMs: number, run: () => void): Timer;
  /** A UUID from the seeded source. */
  uuid(): string;
  /** Sends what one action made happen; all of it shares one X-Shopify-Event-Id. */
  publish(happenings: Happening[]): void;
  /** Tells whoever runs the sandbox, in process, that an order was made. */
  announceOrder(order: Order): void;
}

export interface UserError {
  field: string[] | null;
  message: string;
  code: string | null;
}

/** A command either did its work, or refused and changed nothing. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; userErrors: UserError[] };

export const done = <T>(value: T): Outcome<T> => ({ ok: true, value });

export const refused = (field: string[] | null, message: string, code: string | null = null): Outcome<never> => ({
  ok: false,
  userErrors: [{ field, message, code }],
});

/** Moves `updatedAt` to now, in whole seconds. */
export function touch(context: CommandContext, order: Order): void {
  order.updatedAt = wholeSecond(context.now());
}

/** Happenings that carry the whole order, e.g. `orders/updated`. */
export const orderHappenings = (context: CommandContext, order: Order, ...topics: string[]): Happening[] =>
  topics.map((topic) => ({ topic, payload: () => orderPayload(context.store, order) }));

export function recordEvent(context: CommandContext, order: Order, action: string, message: string): void {
  order.events.push({
    id: context.store.nextId("BasicEvent"),
    createdAt: context.now(),
    action,
    message,
    appTitle: context.actor.title,
  });
}

/** Adds to the order's ledger: which action changed which line by how many units (below zero: taken off). */
export function recordAgreement(
  context: CommandContext,
  order: Order,
  reason: Agreement["reason"],
  changes: { lineItemId: number; units: number }[],
  of: { refundId?: number; returnId?: number } = {},
): void {
  const { store, actor } = context;
  order.agreements.push({
    id: store.nextId("SalesAgreement"),
    reason,
    happenedAt: context.now(),
    appId: actor.appId,
    refundId: of.refundId ?? null,
    returnId: of.returnId ?? null,
    sales: changes.flatMap(({ lineItemId, units }) => {
      const line = order.lines.find(({ id }) => id === lineItemId);
      if (line === undefined) return [];
      return [
        {
          id: store.nextId("Sale"),
          actionType: units > 0 ? ("ORDER" as const) : ("RETURN" as const),
          quantity: units,
          amount: line.unitPrice * units,
          tax: lineTax(order, line, units),
          lineItemId,
        },
      ];
    }),
  });
}
