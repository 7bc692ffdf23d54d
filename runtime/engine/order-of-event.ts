import type { OrderReference } from "./prepared-recipe.ts";

/**
 * The order an event is about, by the fields that our sources give: `shop`, `lineage`, `orderName`, `orderId`.
 *
 * @param event - As the source emitted it
 * @param key - From the recipe's `settings.orderKey`; without it `<shop>:<lineage, order name or order id>`
 * @returns A key for any event: one that names no order gets a key of its own kind, so that its runs queue up too
 * @example
 * orderOfEvent({ shop: "demo.myshopify.com", orderId: "12", orderName: "#1001" }).key; // "demo.myshopify.com:#1001"
 */
export function orderOfEvent(event: unknown, key?: string): OrderReference {
  const fields = typeof event === "object" && event !== null ? (event as Record<string, unknown>) : {};
  const shop = text(fields["shop"]) ?? "-";
  const name = text(fields["orderName"]);
  const id = text(fields["orderId"]);
  return { key: key ?? `${shop}:${text(fields["lineage"]) ?? name ?? id ?? "no-order"}`, name, id };
}

function text(value: unknown): string | null {
  if (typeof value === "string" && value !== "") return value;
  return typeof value === "number" ? String(value) : null;
}
