import type { OrderLine, OrderSnapshot } from "../../domain/sales-order/order-snapshot.ts";
import type { ObservedSalesOrder, SalesOrderItem } from "../../domain/sales-order/sales-order.ts";
import type { TenantProfile } from "../../domain/sales-order/tenant-profile.ts";

/** A shippable line of two "TEE" with nothing sent yet; give what differs. */
export function aLine(differs: Partial<OrderLine> = {}): OrderLine {
  const quantity = differs.currentQuantity ?? differs.quantity ?? 2;
  return {
    id: "11",
    sku: "TEE",
    title: "Tee",
    variantId: "9001",
    barcode: null,
    quantity,
    currentQuantity: quantity,
    unfulfilledQuantity: quantity,
    fulfilledQuantity: 0,
    requiresShipping: true,
    isGiftCard: false,
    unitPrice: "10.00",
    attributes: [],
    ...differs,
  };
}

/** Order #1001 with one line; give what differs. */
export function anOrder(differs: Partial<OrderSnapshot> = {}): OrderSnapshot {
  return {
    shop: "demo.myshopify.com",
    gid: "gid://shopify/Order/5001",
    id: "5001",
    name: "#1001",
    createdAt: "2026-11-24T09:00:00Z",
    updatedAt: "2026-11-24T09:05:00Z",
    cancelledAt: null,
    test: false,
    note: null,
    tags: [],
    attributes: [],
    email: "ann@example.com",
    phone: null,
    shippingAddress: {
      name: "Ann Lee",
      company: null,
      address1: "1 High Street",
      address2: null,
      city: "Leeds",
      province: null,
      zip: "LS1 1AA",
      countryCode: "GB",
      phone: null,
    },
    shippingMethod: { title: "Standard", code: "STD" },
    financialStatus: "PAID",
    fulfillmentStatus: "UNFULFILLED",
    currency: "GBP",
    currentTotal: "20.00",
    currentTax: "3.33",
    currentShipping: "0.00",
    currentDiscounts: "0.00",
    metafields: {},
    lines: [aLine()],
    ...differs,
  };
}

export function aProfile(differs: Partial<TenantProfile> = {}): TenantProfile {
  return {
    salesOrderNumber: { from: "order-name-without-hash", prefix: "", suffix: "" },
    reference: { from: "order-name" },
    lineRemoval: "quantity-0",
    usesLine: true,
    fields: [],
    itemFields: [],
    serviceTypes: {},
    metafields: [],
    newOrders: { fields: [], customer: null },
    statusPhases: {},
    itemCode: { rules: [], table: {} },
    ...differs,
  };
}

export function anItem(itemCode: string, quantityOrdered: number, line: string | null = null): SalesOrderItem {
  return { itemCode, quantityOrdered, line };
}

/** Sales Order 1001, Allocated, with two "TEE"; give what differs. */
export function aSalesOrder(differs: Partial<ObservedSalesOrder> = {}): ObservedSalesOrder {
  return {
    salesOrderNumber: "1001",
    reference: "#1001",
    status: "Allocated",
    onHold: false,
    stopShip: false,
    fields: {},
    items: [anItem("TEE", 2, "11")],
    ...differs,
  };
}
