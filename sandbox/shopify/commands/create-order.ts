import { orderFigures } from "../model/order-figures.ts";
import type { Address, AddressFields, Attribute, LineItem, Order, Transaction } from "../model/records.ts";
import { wholeSecond } from "../model/shop-time.ts";
import type { Store } from "../model/store.ts";
import {
  type CommandContext,
  done,
  orderHappenings,
  type Outcome,
  recordAgreement,
  recordEvent,
  refused,
} from "./command.ts";
import { openFulfillmentOrder } from "./quantities.ts";

export interface LineDraft {
  quantity: number;
  variantId?: number | undefined;
  /** Finds the variant when `variantId` is not given; a SKU of no variant makes a custom line. */
  sku?: string | undefined;
  title?: string | undefined;
  /** Minor units. Default: the variant's price, or 0. */
  unitPrice?: number | undefined;
  requiresShipping?: boolean | undefined;
  isGiftCard?: boolean | undefined;
  taxable?: boolean | undefined;
  taxRate?: number | undefined;
  customAttributes?: Attribute[] | undefined;
}

export interface OrderDraft {
  lines: LineDraft[];
  /** Default: `#` and the next order number. */
  name?: string | undefined;
  email?: string | undefined;
  phone?: string | undefined;
  note?: string | undefined;
  poNumber?: string | undefined;
  tags?: string[] | undefined;
  customAttributes?: Attribute[] | undefined;
  customerId?: number | undefined;
  shippingAddress?: Partial<AddressFields> | undefined;
  billingAddress?: Partial<AddressFields> | undefined;
  /** Default: one line "Standard", free. */
  shippingLines?:
    { title: string; code?: string | undefined; source?: string | undefined; price: number }[] | undefined;
  sourceName?: string | undefined;
  sourceIdentifier?: string | undefined;
  sourceUrl?: string | undefined;
  processedAt?: number | undefined;
  test?: boolean | undefined;
  taxesIncluded?: boolean | undefined;
  /** Used when no transactions are given. Default PAID. */
  financialStatus?: "PAID" | "PENDING" | "AUTHORIZED" | undefined;
  transactions?:
    | {
        kind: Transaction["kind"];
        status: Transaction["status"];
        gateway: string;
        amount: number;
        createdAt?: number;
      }[]
    | undefined;
}

/** UK VAT: the sandbox shop sells with tax included. */
export const DEFAULT_TAX_RATE = 0.2;

export function createOrder(context: CommandContext, draft: OrderDraft): Outcome<Order> {
  const { store } = context;
  if (draft.lines.length === 0)
    return refused(["order", "lineItems"], "Line items must have at least one line item", "INVALID");
  for (const [index, line] of draft.lines.entries()) {
    const field = ["order", "lineItems", String(index)];
    if (!Number.isInteger(line.quantity) || line.quantity < 1)
      return refused([...field, "quantity"], "Quantity must be greater than 0", "INVALID");
    if (line.variantId !== undefined && store.variant(line.variantId) === undefined)
      return refused([...field, "variantId"], "Variant does not exist", "INVALID");
    if (line.variantId === undefined && line.sku === undefined && line.title === undefined)
      return refused([...field, "title"], "Title can't be blank", "INVALID");
  }
  const now = context.now();
  const number = store.nextOrderNumber();
  const order: Order = {
    id: store.nextId("Order"),
    name: draft.name ?? `#${number}`,
    number,
    confirmationNumber: context.uuid().slice(0, 9).replace("-", "").toUpperCase(),
    createdAt: now,
    processedAt: draft.processedAt ?? now,
    updatedAt: wholeSecond(now),
    closedAt: null,
    cancelledAt: null,
    cancelReason: null,
    cancelStaffNote: null,
    edited: false,
    test: draft.test ?? false,
    email: draft.email ?? customerEmail(store, draft.customerId),
    phone: draft.phone ?? null,
    note: draft.note ?? null,
    poNumber: draft.poNumber ?? null,
    tags: [...new Set(draft.tags ?? [])].sort(),
    sourceName: draft.sourceName ?? "web",
    sourceIdentifier: draft.sourceIdentifier ?? null,
    sourceUrl: draft.sourceUrl ?? null,
    appId: context.actor.appId,
    customerId: draft.customerId ?? null,
    customAttributes: draft.customAttributes ?? [],
    shippingAddress: draft.shippingAddress === undefined ? null : toAddress(store, draft.shippingAddress),
    billingAddress: draft.billingAddress === undefined ? null : toAddress(store, draft.billingAddress),
    taxesIncluded: draft.taxesIncluded ?? true,
    originalTotal: 0,
    lines: draft.lines.map((line) => toLineItem(store, line)),
    shippingLines: (draft.shippingLines ?? [{ title: "Standard", code: "STANDARD", price: 0 }]).map((line) => ({
      id: store.nextId("ShippingLine"),
      title: line.title,
      code: line.code ?? line.title,
      source: line.source ?? "shopify",
      price: line.price,
      isRemoved: false,
    })),
    fulfillmentOrders: [],
    fulfillments: [],
    transactions: [],
    refunds: [],
    returns: [],
    agreements: [],
    events: [],
    metafields: [],
  };
  order.originalTotal = orderFigures(order).total;
  order.transactions = transactionsOf(store, order, draft, now);
  for (const requiresShipping of [true, false]) {
    const lines = order.lines.filter((line) => line.requiresShipping === requiresShipping);
    if (lines.length === 0) continue;
    openFulfillmentOrder(
      store,
      order,
      lines.map((lineItem) => ({ lineItem, quantity: lineItem.quantity })),
      now,
    );
  }
  recordAgreement(
    context,
    order,
    "ORDER",
    order.lines.map((line) => ({ lineItemId: line.id, units: line.quantity })),
  );
  store.orders.set(order.id, order);
  recordEvent(context, order, "placed", `${context.actor.title} created this order.`);
  const paid = orderFigures(order).received >= orderFigures(order).total;
  context.publish(orderHappenings(context, order, "orders/create", ...(paid ? ["orders/paid"] : [])));
  context.announceOrder(order);
  return done(order);
}

export function toLineItem(store: Store, draft: LineDraft): LineItem {
  const variant = draft.variantId === undefined ? store.variantBySku(draft.sku ?? "") : store.variant(draft.variantId);
  const product = variant === undefined ? undefined : store.product(variant.productId);
  return {
    id: store.nextId("LineItem"),
    variantId: variant?.id ?? null,
    productId: product?.id ?? null,
    sku: draft.sku ?? variant?.sku ?? null,
    title: draft.title ?? product?.title ?? draft.sku ?? "",
    variantTitle: variant === undefined || variant.title === "Default Title" ? null : variant.title,
    vendor: product?.vendor ?? null,
    unitPrice: draft.unitPrice ?? variant?.price ?? 0,
    taxRate: draft.taxRate ?? DEFAULT_TAX_RATE,
    grams: variant?.grams ?? 0,
    requiresShipping: draft.requiresShipping ?? variant?.requiresShipping ?? true,
    isGiftCard: draft.isGiftCard ?? variant?.isGiftCard ?? false,
    taxable: draft.taxable ?? !(variant?.isGiftCard ?? false),
    customAttributes: draft.customAttributes ?? [],
    quantity: draft.quantity,
    currentQuantity: draft.quantity,
    unfulfilledQuantity: draft.quantity,
  };
}

export function toAddress(store: Store, fields: Partial<AddressFields>): Address {
  return {
    id: store.nextId("MailingAddress"),
    firstName: fields.firstName ?? null,
    lastName: fields.lastName ?? null,
    company: fields.company ?? null,
    address1: fields.address1 ?? null,
    address2: fields.address2 ?? null,
    city: fields.city ?? null,
    zip: fields.zip ?? null,
    province: fields.province ?? null,
    provinceCode: fields.provinceCode ?? null,
    country: fields.country ?? null,
    countryCode: fields.countryCode ?? null,
    phone: fields.phone ?? null,
  };
}

const customerEmail = (store: Store, customerId: number | undefined): string | null =>
  customerId === undefined ? null : (store.customers.get(customerId)?.email ?? null);

function transactionsOf(store: Store, order: Order, draft: OrderDraft, now: number): Transaction[] {
  const status = draft.financialStatus ?? "PAID";
  const wanted = draft.transactions ?? [
    ...(status === "PENDING"
      ? []
      : [
          {
            kind: status === "AUTHORIZED" ? ("AUTHORIZATION" as const) : ("SALE" as const),
            status: "SUCCESS" as const,
            gateway: "bogus",
            amount: order.originalTotal,
          },
        ]),
  ];
  return wanted.map((transaction) => ({
    id: store.nextId("OrderTransaction"),
    orderId: order.id,
    kind: transaction.kind,
    status: transaction.status,
    gateway: transaction.gateway,
    amount: transaction.amount,
    parentId: null,
    createdAt: transaction.createdAt ?? now,
  }));
}
