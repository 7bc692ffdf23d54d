import { exceptionLinks } from "../../../domain/exceptions/exception-links.ts";

/** Where the order stands in Shopify's admin; empty when that is not known. */
export function orderLinks(order: {
  readonly shop: string | null;
  readonly id: string | null;
  readonly name: string | null;
}) {
  const { shop, id, name } = order;
  if (shop === null || id === null) return [];
  return exceptionLinks({ shop, orderId: id, orderName: name ?? `Order ${id}`, id: "" });
}
