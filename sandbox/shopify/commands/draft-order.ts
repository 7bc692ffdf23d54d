import type { DraftOrder, Order } from "../model/records.ts";
import { type CommandContext, done, type Outcome, refused } from "./command.ts";
import { createOrder } from "./create-order.ts";

/** A copy of an order's current lines. Shopify keeps no link from the copy to the old order. */
export function draftFromOrder(context: CommandContext, orderId: number): Outcome<DraftOrder> {
  const { store } = context;
  const order = store.orders.get(orderId);
  if (order === undefined) return refused(["orderId"], "Order not found.");
  const now = context.now();
  const draft: DraftOrder = {
    id: store.nextId("DraftOrder"),
    name: `#D${store.drafts.size + 1}`,
    status: "OPEN",
    createdAt: now,
    updatedAt: now,
    completedAt: null,
    sourceOrderId: order.id,
    orderId: null,
    lines: order.lines
      .filter(({ currentQuantity }) => currentQuantity > 0)
      .map((line) => ({
        id: store.nextId("DraftOrderLineItem"),
        sourceLineItem: line,
        quantity: line.currentQuantity,
      })),
  };
  store.drafts.set(draft.id, draft);
  return done(draft);
}

export function completeDraft(
  context: CommandContext,
  id: number,
  sourceName: string | undefined,
): Outcome<{ draft: DraftOrder; order: Order }> {
  const { store } = context;
  const draft = store.drafts.get(id);
  const source = draft === undefined ? undefined : store.orders.get(draft.sourceOrderId);
  if (draft === undefined || source === undefined) return refused(["id"], "Draft order does not exist.");
  if (draft.status === "COMPLETED") return refused(["id"], "This order has been paid");
  const created = createOrder(context, {
    ...copyOfDetails(source),
    sourceName: sourceName ?? "shopify_draft_order",
    lines: draft.lines.map(({ sourceLineItem, quantity }) => ({ ...copyOfLine(sourceLineItem), quantity })),
  });
  if (!created.ok) return created;
  draft.status = "COMPLETED";
  draft.completedAt = context.now();
  draft.updatedAt = context.now();
  draft.orderId = created.value.id;
  return done({ draft, order: created.value });
}

export const copyOfDetails = (order: Order) => ({
  email: order.email ?? undefined,
  phone: order.phone ?? undefined,
  note: order.note ?? undefined,
  tags: order.tags,
  customAttributes: order.customAttributes,
  customerId: order.customerId ?? undefined,
  shippingAddress: order.shippingAddress ?? undefined,
  billingAddress: order.billingAddress ?? undefined,
  shippingLines: order.shippingLines.map(({ title, code, price }) => ({ title, code: code ?? undefined, price })),
  taxesIncluded: order.taxesIncluded,
});

export const copyOfLine = (line: Order["lines"][number]) => ({
  variantId: line.variantId ?? undefined,
  sku: line.sku ?? undefined,
  title: line.title,
  unitPrice: line.unitPrice,
  requiresShipping: line.requiresShipping,
  isGiftCard: line.isGiftCard,
  taxable: line.taxable,
  taxRate: line.taxRate,
  customAttributes: line.customAttributes,
});
