import type { OrderSnapshot } from "../sales-order/order-snapshot.ts";

/**
 * What staff or an app picked for the stock of a refunded line. Shopify does not check it against what was sent, so
 * it never proves by itself that goods come back.
 */
export type RestockType = "return" | "cancel" | "no-restock" | "legacy-restock";

/** What kind of place a refund put the units into; `none` where Shopify names no location. */
export type RestockLocation = "warehouse" | "shop" | "none";

/** One line of a refund. */
export interface RefundLine {
  readonly id: string;
  /** The order line, Shopify's id without its `gid://` part. */
  readonly lineId: string;
  readonly sku: string | null;
  /** Units, above zero. */
  readonly quantity: number;
  readonly restockType: RestockType;
  readonly location: RestockLocation;
}

export type TransactionStatus = "success" | "pending" | "failure";

/** One movement of money of a refund, in shop currency as a decimal string. */
export interface RefundTransaction {
  readonly id: string;
  readonly status: TransactionStatus;
  readonly amount: string;
}

/** What a refund gave back or kept besides lines: delivery charge, duties and fees, or an amount without a reason. */
export type AdjustmentKind = "shipping" | "duties-or-fees" | "discrepancy";

export interface RefundAdjustment {
  readonly kind: AdjustmentKind;
  readonly amount: string;
}

/** One refund as Shopify has it. A refund never changes later. Times are ISO 8601 in UTC. */
export interface RefundSnapshot {
  readonly id: string;
  readonly createdAt: string;
  readonly note: string | null;
  /** The Return it belongs to, if any. */
  readonly returnId: string | null;
  readonly lines: readonly RefundLine[];
  readonly transactions: readonly RefundTransaction[];
  readonly adjustments: readonly RefundAdjustment[];
}

export const RETURN_STATUSES = ["requested", "open", "closed", "declined", "cancelled"] as const;
export type ReturnStatus = (typeof RETURN_STATUSES)[number];

/** One line of a Return. It points to units that were despatched, never to others. */
export interface ReturnLine {
  readonly id: string;
  readonly lineId: string;
  readonly sku: string | null;
  readonly quantity: number;
  /** Units whose goods have been dealt with already (restocked, refused, missing). */
  readonly processedQuantity: number;
  /** Shopify's return reason, such as `SIZE_TOO_SMALL`; `null` where there is none. */
  readonly reason: string | null;
  /** What the customer or staff wrote, or `null`. */
  readonly note: string | null;
}

/** A Shopify Return as it stands now. */
export interface ReturnSnapshot {
  readonly id: string;
  /** Such as `#1001-R1`. */
  readonly name: string;
  readonly status: ReturnStatus;
  readonly createdAt: string;
  readonly lines: readonly ReturnLine[];
}

/** Everything Shopify says about what was sent and what was given back. Always all refunds and all Returns of the order. */
export interface ReturnsHistory {
  readonly order: OrderSnapshot;
  readonly refunds: readonly RefundSnapshot[];
  readonly returns: readonly ReturnSnapshot[];
}
