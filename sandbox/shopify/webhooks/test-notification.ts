import type { Order } from "../model/records.ts";
import type { Store } from "../model/store.ts";
import { orderPayload } from "./payloads/order-payload.ts";

/** Ids of the sample, replaced by 18-digit ones in the text: they do not fit into a JavaScript number. */
const SAMPLE_ID = 9_000_000_000_000;
const EIGHTEEN_DIGITS = "820982911946154";

/**
 * The body of "send test notification": made-up data with 18-digit ids, above 2^53, as Shopify sends it.
 *
 * @param topic - `orders/edited` or a topic that carries a whole order
 */
export function testNotificationBody(store: Store, topic: string, now: number): string {
  const content = topic === "orders/edited" ? sampleOrderEdit() : orderPayload(store, sampleOrder(now));
  return JSON.stringify(content).replace(/\b9000000000(\d{3})\b/g, `${EIGHTEEN_DIGITS}$1`);
}

const sampleOrderEdit = () => ({
  order_edit: {
    id: SAMPLE_ID + 780,
    app_id: null,
    created_at: "2021-12-31T19:00:00-05:00",
    committed_at: "2021-12-31T19:00:00-05:00",
    notify_customer: false,
    order_id: SAMPLE_ID + 508,
    staff_note: "",
    user_id: null,
    line_items: {
      additions: [{ id: SAMPLE_ID + 241, delta: 1 }],
      removals: [{ id: SAMPLE_ID + 554, delta: 1 }],
    },
    discounts: { line_item: { additions: [], removals: [] } },
    shipping_lines: { additions: [], removals: [] },
  },
});

function sampleOrder(now: number): Order {
  return {
    id: SAMPLE_ID + 508,
    name: "#9999",
    number: 1234,
    confirmationNumber: "123456ABCD",
    createdAt: now,
    processedAt: now,
    updatedAt: now,
    closedAt: null,
    cancelledAt: null,
    cancelReason: null,
    cancelStaffNote: null,
    edited: false,
    test: true,
    email: "jon@example.com",
    phone: null,
    note: null,
    poNumber: null,
    tags: ["tag1", "tag2"],
    sourceName: "web",
    sourceIdentifier: null,
    sourceUrl: null,
    appId: SAMPLE_ID + 1,
    customerId: null,
    customAttributes: [],
    shippingAddress: null,
    billingAddress: null,
    taxesIncluded: false,
    originalTotal: 8999,
    lines: [
      {
        id: SAMPLE_ID + 554,
        variantId: null,
        productId: SAMPLE_ID + 922,
        sku: "SKU2006-001",
        title: "Aviator sunglasses",
        variantTitle: null,
        vendor: null,
        unitPrice: 8999,
        taxRate: 0,
        grams: 100,
        requiresShipping: true,
        isGiftCard: false,
        taxable: true,
        customAttributes: [],
        quantity: 1,
        currentQuantity: 1,
        unfulfilledQuantity: 1,
      },
    ],
    shippingLines: [],
    fulfillmentOrders: [],
    fulfillments: [],
    transactions: [],
    refunds: [],
    returns: [],
    agreements: [],
    events: [],
    metafields: [],
  };
}
