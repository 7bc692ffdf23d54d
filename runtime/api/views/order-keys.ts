/** What names an order in the console's addresses: shop and order id; without an id the key that its runs share. */
export function keyOfOrder(shop: string | null, orderId: string | null, otherwise: string): string {
  return shop !== null && orderId !== null ? `${shop}:${orderId}` : otherwise;
}

/** The shop of a run's key `<shop>:<lineage>`; `null` when its event named none. */
export function shopOfKey(orderKey: string): string | null {
  const shop = orderKey.slice(0, Math.max(0, orderKey.indexOf(":")));
  return shop === "" || shop === "-" ? null : shop;
}

/** What stands after the shop: an order's id, or a lineage. */
export function restOfKey(orderKey: string): string {
  return orderKey.slice(orderKey.indexOf(":") + 1);
}
