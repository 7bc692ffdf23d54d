import type { OrderReference } from "./prepared-recipe.ts";

/**
 * The order an event is about, by the fields that our sources give: `shop`, `lineage`, `orderName`, `orderId`.
 *
 * The id comes before the name: it is in every event, while the name is missing when Shopify could not be asked, and
 * two keys for one order would let its runs overlap.
 *
 * @param event - As the source emitted it
 * @param lineage - From the recipe's `settings.orderKey`; without it the event's lineage, order id or order name
 * @returns A key for any event: one that names no order gets a key of its own kind, so that its runs queue up too
 * @example
 * orderOfEvent({ shop: "demo.myshopify.com", orderId: "12", orderName: "#1001" }).key; // "demo.myshopify.com:12"
 */
export function orderOfEvent(event: unknown, lineage?: string): OrderReference {
  const fields = typeof event === "object" && event !== null ? (event as Record<string, unknown>) : {};
  const shop = text(fields["shop"]) ?? "-";
  const name = text(fields["orderName"]);
  const id = text(fields["orderId"]);
  return { key: `${shop}:${lineage ?? text(fields["lineage"]) ?? id ?? name ?? "no-order"}`, name, id };
}

function text(value: unknown): string | null {
  if (typeof value === "string" && value !== "") return value;
  return typeof value === "number" ? String(value) : null;
}
