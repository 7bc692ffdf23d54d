import type { Order } from "../../sandbox/shopify/model/records.ts";

/** Units by ItemCode: `HAT 2, MUG 1`, in a fixed order, so that two can be compared. Nothing gives an empty text. */
export function unitsOf(lines: Iterable<readonly [itemCode: string, units: number]>): string {
  const units = new Map<string, number>();
  for (const [code, quantity] of lines) if (quantity > 0) units.set(code, (units.get(code) ?? 0) + quantity);
  return [...units]
    .map(([code, quantity]) => `${code} ${quantity}`)
    .sort()
    .join(", ");
}

/** What the warehouse should send, or have sent, by what the shop says: nothing is taken back from a parcel that left. */
export function wantedUnits({ cancelledAt, lines, fulfillments }: Order): string {
  const sent = new Map<number, number>();
  for (const { lineItemId, quantity } of fulfillments.flatMap((each) => each.lines)) {
    sent.set(lineItemId, (sent.get(lineItemId) ?? 0) + quantity);
  }
  return unitsOf(
    lines
      .filter(({ requiresShipping, isGiftCard }) => requiresShipping && !isGiftCard)
      .map(({ id, sku, unfulfilledQuantity }) => [
        sku ?? "",
        (sent.get(id) ?? 0) + (cancelledAt === null ? unfulfilledQuantity : 0),
      ]),
  );
}

/** `1001` of `#1001A` and `1001-R2`: what an order, its versions and their Sales Orders have in common. */
export const rootOf = (nameOrNumber: string): string =>
  nameOrNumber
    .replace(/^#/, "")
    .replace(/-R\d+$/, "")
    .replace(/[A-Z]$/, "");
