import type { OrderLine } from "./order-snapshot.ts";

/**
 * Units of a line the Sales Order must ask for.
 *
 * Lines that ship nothing (services, gift cards) ask for none. Once units have been despatched, `currentQuantity`
 * also falls when those goods are refunded, so the Sales Order asks for what went out plus what is still to send;
 * a refund of despatched goods never lowers it.
 */
export function unitsForWarehouse(line: OrderLine): number {
  if (!line.requiresShipping || line.isGiftCard) return 0;
  return line.fulfilledQuantity > 0 ? line.fulfilledQuantity + line.unfulfilledQuantity : line.currentQuantity;
}
