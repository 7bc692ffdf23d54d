import type { ParcelLine, SalesOrder, SalesOrderStatus } from "./sales-order.ts";
import { referenceOf } from "./sales-order.ts";

/** Who did it: a client over SOAP, the sandbox's importer, a person at the control API, or the warehouse itself. */
export type Actor = "api" | "importer" | "control" | "warehouse";

/** How a Sales Order stood; `null` stands for "is not there". */
export interface OrderState {
  readonly status: SalesOrderStatus;
  readonly onHold: boolean;
  readonly stopShip: boolean;
  readonly reference: string;
}

/** One value that a write changed, before and after. Item rows name the line: `SKU-RED [2].QuantityOrdered`. */
export interface ValueChange {
  readonly column: string;
  readonly before: string | null;
  readonly after: string | null;
}

export type JournalEvent =
  | {
      /** A row of a SaveData that was stored. `changes` is empty when it said nothing new. */
      readonly kind: "write-accepted";
      readonly template: string;
      readonly action: number;
      readonly changes: readonly ValueChange[];
    }
  | {
      readonly kind: "write-refused";
      readonly template: string;
      readonly action: number;
      readonly reason: string;
    }
  | { readonly kind: "allocated" }
  | { readonly kind: "picked"; readonly picked: ParcelLine }
  | { readonly kind: "packed"; readonly parcel: readonly ParcelLine[] }
  | { readonly kind: "despatched"; readonly parcel: readonly ParcelLine[]; readonly trackingNumber: string }
  | { readonly kind: "cancelled-in-warehouse" };

/** One thing that happened to one Sales Order. */
export type JournalEntry = JournalEvent & {
  /** 1, 2, 3 … without gaps. */
  readonly sequence: number;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  readonly by: Actor;
  readonly salesOrderNumber: string;
  readonly before: OrderState | null;
  readonly after: OrderState | null;
};

/** All that ever happened, in order; nothing is changed or taken out. */
export interface Journal {
  append(salesOrderNumber: string, by: Actor, states: JournalStates, event: JournalEvent): void;
  /** @param since - Only entries with a greater sequence; default 0 */
  entries(since?: number): readonly JournalEntry[];
}

export interface JournalStates {
  readonly before: OrderState | null;
  readonly after: OrderState | null;
}

export function createJournal(now: () => number): Journal {
  const entries: JournalEntry[] = [];
  return {
    append(salesOrderNumber, by, states, event) {
      entries.push({ sequence: entries.length + 1, at: now(), by, salesOrderNumber, ...states, ...event });
    },
    entries: (since = 0) => entries.slice(since),
  };
}

export function orderState(order: SalesOrder): OrderState {
  return { status: order.status, onHold: order.onHold, stopShip: order.stopShip, reference: referenceOf(order) };
}
