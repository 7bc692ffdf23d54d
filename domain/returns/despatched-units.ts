import type { OrderLine } from "../sales-order/order-snapshot.ts";

/** Whether the warehouse ever sends this line, so that it could come back. */
export function canComeBack(line: Pick<OrderLine, "requiresShipping" | "isGiftCard">): boolean {
  return line.requiresShipping && !line.isGiftCard;
}

/**
 * Units of a line that were despatched and refunded later, by Shopify's own books: what was sent or is still to send,
 * less what the customer has now. A unit taken off before it was sent lowers both sides, so it does not count,
 * whatever restock type its refund has.
 *
 * @returns Between 0 and the despatched units
 */
export function refundedAfterDespatch(
  line: Pick<OrderLine, "fulfilledQuantity" | "unfulfilledQuantity" | "currentQuantity">,
): number {
  const { fulfilledQuantity, unfulfilledQuantity, currentQuantity } = line;
  return Math.min(fulfilledQuantity, Math.max(0, fulfilledQuantity + unfulfilledQuantity - currentQuantity));
}
