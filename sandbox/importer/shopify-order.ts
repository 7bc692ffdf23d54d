import type { Order } from "../shopify/model/records.ts";
import type { ImportableOrder } from "./importer.ts";

/** A sandbox shop's order in the importer's words. Lines that are not sent (gift cards, services) are left out. */
export function importableOrder(order: Order): ImportableOrder {
  const address = order.shippingAddress;
  return {
    id: String(order.id),
    name: order.name,
    createdAt: order.createdAt,
    cancelled: order.cancelledAt !== null,
    email: order.email ?? "",
    contactName: [address?.firstName, address?.lastName].filter((name) => name).join(" "),
    address: {
      line1: address?.address1 ?? "",
      line2: address?.address2 ?? "",
      city: address?.city ?? "",
      region: address?.province ?? "",
      postcode: address?.zip ?? "",
      country: address?.countryCode ?? "",
    },
    attributes: Object.fromEntries(order.customAttributes.map(({ key, value }) => [key, value])),
    lines: order.lines
      .filter(({ requiresShipping, isGiftCard }) => requiresShipping && !isGiftCard)
      .map(({ id, sku, currentQuantity, unitPrice }) => ({
        id: String(id),
        sku: sku ?? "",
        quantity: currentQuantity,
        unitPrice: (unitPrice / 100).toFixed(2),
      })),
  };
}
