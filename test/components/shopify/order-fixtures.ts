import type { LineNode, OrderNode } from "../../../components/shopify/order-parts.ts";

const money = (amount: string) => ({ shopMoney: { amount } });

export function lineNode(number: number, fields: Partial<LineNode> = {}): LineNode {
  return {
    id: `gid://shopify/LineItem/${number}`,
    sku: `SKU-${number}`,
    title: `Thing ${number}`,
    quantity: 1,
    currentQuantity: 1,
    unfulfilledQuantity: 1,
    requiresShipping: true,
    isGiftCard: false,
    variant: { id: `gid://shopify/ProductVariant/${number}`, barcode: `50${number}` },
    customAttributes: [],
    discountedUnitPriceAfterAllDiscountsSet: money("10.0"),
    ...fields,
  };
}

export const page = <Node>(nodes: readonly Node[], endCursor: string | null = null) => ({
  pageInfo: { hasNextPage: endCursor !== null, endCursor },
  nodes,
});

export function orderNode(id: string, fields: Partial<OrderNode> = {}): OrderNode {
  return {
    id: `gid://shopify/Order/${id}`,
    name: `#${id}`,
    createdAt: "2026-11-23T09:00:00Z",
    updatedAt: "2026-11-23T10:00:00Z",
    cancelledAt: null,
    test: false,
    note: null,
    tags: [],
    email: "ada@example.com",
    phone: null,
    displayFinancialStatus: "PAID",
    displayFulfillmentStatus: "UNFULFILLED",
    currencyCode: "GBP",
    customAttributes: [],
    shippingAddress: null,
    shippingLines: { nodes: [] },
    currentTotalPriceSet: money("24.0"),
    currentTotalTaxSet: money("4.0"),
    currentShippingPriceSet: money("3.5"),
    currentTotalDiscountsSet: money("0.0"),
    lineItems: page([lineNode(1)]),
    fulfillments: [],
    ...fields,
  };
}

export const fulfillment = (
  number: number,
  status: string,
  units: readonly (readonly [line: number, quantity: number])[],
  endCursor: string | null = null,
): OrderNode["fulfillments"][number] => ({
  id: `gid://shopify/Fulfillment/${number}`,
  status,
  fulfillmentLineItems: page(
    units.map(([line, quantity]) => ({ quantity, lineItem: { id: `gid://shopify/LineItem/${line}` } })),
    endCursor,
  ),
});
