import type { OrderAddress, OrderAttribute, OrderLine } from "../sales-order/order-snapshot.ts";

/**
 * What is read of an order to recognise that one order took another's place.
 *
 * A field that could not be read (no access to customer data, an older order) is `null` or empty: it then gives no
 * evidence and contradicts nothing. Times are ISO 8601 in UTC.
 */
export interface OrderTrace {
  /** The shop's myshopify.com domain. */
  readonly shop: string;
  /** Shopify's order id without its `gid://` part. */
  readonly id: string;
  /** Order name as people say it, such as `#1031A`. Free text, not always unique. */
  readonly name: string;
  readonly createdAt: string;
  /** When the sale took place; an app that copies an order may set it back to the first sale. */
  readonly processedAt: string | null;
  readonly cancelledAt: string | null;
  /** `CUSTOMER`, `FRAUD`, `DECLINED`, `INVENTORY`, `STAFF` or `OTHER`. */
  readonly cancelReason: string | null;
  /** Title of the app in the timeline's cancel event, when an app cancelled the order. */
  readonly cancelledByApp: string | null;
  readonly tags: readonly string[];
  readonly note: string | null;
  readonly attributes: readonly OrderAttribute[];
  /** Only the metafields that a link rule names. */
  readonly metafields: readonly TraceMetafield[];
  readonly sourceName: string | null;
  /** Id that the creating app says the order has on its side. */
  readonly sourceIdentifier: string | null;
  /** The app that created the order. */
  readonly app: { readonly id: string; readonly name: string } | null;
  readonly customerId: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly shippingAddress: Pick<OrderAddress, "name" | "address1" | "zip" | "countryCode"> | null;
  readonly lines: readonly Pick<OrderLine, "sku" | "quantity" | "currentQuantity">[];
  readonly discountCodes: readonly string[];
  /** Successful payments; empty when they were not read. */
  readonly payments: readonly { readonly gateway: string; readonly processedAt: string }[];
  /** When goods of it were sent first, as far as its shop knows; `null` when none were. */
  readonly firstSentAt: string | null;
  /** Whether the order has a Return. A Return is always about goods that were sent. */
  readonly hasReturns: boolean;
  /** Whether a Return of the order has exchange lines (Shopify's native exchange). */
  readonly hasExchange: boolean;
}

export interface TraceMetafield {
  readonly namespace: string;
  readonly key: string;
  readonly value: string;
}

/** An order as findings name it: enough to find it again, and no personal data. */
export type OrderRef = Pick<OrderTrace, "id" | "name" | "createdAt" | "cancelledAt">;

export function orderRef({ id, name, createdAt, cancelledAt }: OrderTrace): OrderRef {
  return { id, name, createdAt, cancelledAt };
}

/** Sorts orders by age, oldest first. Ids grow with time, so they decide within one second. */
export function byAge(one: OrderTrace, other: OrderTrace): number {
  return Date.parse(one.createdAt) - Date.parse(other.createdAt) || byId(one.id, other.id);
}

/** Ids are numbers of up to 18 digits, more than a JavaScript number holds exactly. */
function byId(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : Number(one > other));
}
