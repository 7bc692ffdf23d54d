import type {
  OrderRefundsQuery,
  OrderReturnsQuery,
  RefundLinesQuery,
  ReturnLinesQuery,
} from "./generated/operations.ts";

/** A refund as Shopify gives it, with the first page of its lines. */
export type RefundNode = NonNullable<OrderRefundsQuery["order"]>["refunds"][number];
export type RefundLinesPage = NonNullable<RefundLinesQuery["refund"]>["refundLineItems"];
export type RefundLineNode = RefundLinesPage["nodes"][number];

export type ReturnsPage = NonNullable<OrderReturnsQuery["order"]>["returns"];
/** A Return as Shopify gives it, with the first page of its lines. */
export type ReturnNode = ReturnsPage["nodes"][number];
export type ReturnLinesPage = NonNullable<ReturnLinesQuery["return"]>["returnLineItems"];
export type ReturnLineNode = ReturnLinesPage["nodes"][number];

/** All refunds and Returns of an order, all pages read, all of the same moment. */
export interface ReturnsParts {
  readonly refunds: readonly { readonly refund: RefundNode; readonly lines: readonly RefundLineNode[] }[];
  readonly returns: readonly { readonly node: ReturnNode; readonly lines: readonly ReturnLineNode[] }[];
}
