import { z } from "zod";

/** Money in the control API is a decimal text or number in the shop's currency, e.g. "12.50". */
const money = z.union([z.string(), z.number()]).transform((amount) => Math.round(Number(amount) * 100));
const attribute = z.strictObject({ key: z.string(), value: z.string() });
const quantity = z.int().min(0);
const text = z.string().nullable();

const address = z
  .strictObject({
    firstName: text,
    lastName: text,
    company: text,
    address1: text,
    address2: text,
    city: text,
    zip: text,
    province: text,
    provinceCode: text,
    country: text,
    countryCode: text,
    phone: text,
  })
  .partial();

const line = z.strictObject({
  sku: z.string().optional(),
  variantId: z.int().optional(),
  title: z.string().optional(),
  quantity: z.int().min(1),
  unitPrice: money.optional(),
  requiresShipping: z.boolean().optional(),
  customAttributes: z.array(attribute).optional(),
});

export const placeOrderBody = z.strictObject({
  lines: z.array(line).min(1),
  name: z.string().optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
  note: z.string().optional(),
  poNumber: z.string().optional(),
  tags: z.array(z.string()).optional(),
  customAttributes: z.array(attribute).optional(),
  customerId: z.int().optional(),
  shippingAddress: address.optional(),
  billingAddress: address.optional(),
  shippingLines: z.array(z.strictObject({ title: z.string(), code: z.string().optional(), price: money })).optional(),
  sourceName: z.string().optional(),
  sourceIdentifier: z.string().optional(),
  financialStatus: z.enum(["PAID", "PENDING", "AUTHORIZED"]).optional(),
});

const change = z.union([
  z.strictObject({
    set: z.strictObject({
      lineItemId: z.int().optional(),
      sku: z.string().optional(),
      quantity,
      restock: z.boolean().optional(),
    }),
  }),
  z.strictObject({
    add: z.strictObject({ sku: z.string(), quantity: z.int().min(1), allowDuplicates: z.boolean().optional() }),
  }),
  z.strictObject({
    addCustom: z.strictObject({
      title: z.string(),
      quantity: z.int().min(1),
      unitPrice: money,
      requiresShipping: z.boolean().optional(),
    }),
  }),
]);

export const editOrderBody = z.strictObject({
  changes: z.array(change).min(1),
  notifyCustomer: z.boolean().optional(),
  staffNote: z.string().optional(),
  /** Who edits, as shown in events. Default "Shopify admin". */
  actor: z.string().optional(),
});

export const detailsBody = z.strictObject({
  note: text.optional(),
  email: text.optional(),
  phone: text.optional(),
  poNumber: text.optional(),
  tags: z.array(z.string()).optional(),
  customAttributes: z.array(attribute).optional(),
  shippingAddress: address.optional(),
});

export const tagsBody = z.strictObject({ add: z.array(z.string()).optional(), remove: z.array(z.string()).optional() });

export const cancelBody = z.strictObject({
  reason: z.enum(["CUSTOMER", "DECLINED", "FRAUD", "INVENTORY", "OTHER", "STAFF"]).optional(),
  restock: z.boolean().optional(),
  refund: z.boolean().optional(),
  staffNote: z.string().optional(),
});

export const recreateBody = z.strictObject({
  lines: z.array(line).min(1).optional(),
  first: z.enum(["create", "cancel"]).optional(),
});

export const refundBody = z.strictObject({
  lines: z
    .array(
      z.strictObject({
        lineItemId: z.int().optional(),
        sku: z.string().optional(),
        quantity: z.int().min(1),
        restockType: z.enum(["CANCEL", "RETURN", "NO_RESTOCK"]).optional(),
        /** Name of the location whose stock gets the units. Default: the warehouse. */
        location: z.string().optional(),
      }),
    )
    .optional(),
  note: z.string().optional(),
  /** Money given back. Default: the price of the lines, if the order was paid. */
  amount: money.optional(),
  shipping: money.optional(),
});

export const returnBody = z.strictObject({
  lines: z.array(z.strictObject({ sku: z.string(), quantity: z.int().min(1), reason: z.string().optional() })).min(1),
  /** A customer's request that waits for approval; otherwise the Return is open at once. */
  requested: z.boolean().optional(),
});

export const moveReturnBody = z.strictObject({
  move: z.enum(["approve", "decline", "cancel", "close", "reopen"]),
});

export const processReturnBody = z.strictObject({
  lines: z
    .array(z.strictObject({ sku: z.string(), quantity: z.int().min(1), restocked: z.boolean().optional() }))
    .min(1),
  /** Money given back. Default: the price of the lines. */
  amount: money.optional(),
});

export const fulfilBody = z.strictObject({
  lines: z.array(z.strictObject({ lineItemId: z.int(), quantity: z.int().min(1) })).optional(),
  trackingNumber: z.string().optional(),
  trackingCompany: z.string().optional(),
});

/** A variant of a new product. What is left out is as for ordinary goods. */
const variant = z.strictObject({
  title: z.string().default("Default Title"),
  /** Left out for a variant without a SKU. */
  sku: z.string().default(""),
  barcode: z.string().default(""),
  price: money.default(1000),
  grams: z.int().min(0).default(200),
  requiresShipping: z.boolean().default(true),
  isGiftCard: z.boolean().default(false),
  knownToWarehouse: z.boolean().default(true),
});

export const productsBody = z.strictObject({
  products: z.array(
    z.strictObject({
      title: z.string().min(1),
      status: z.enum(["ACTIVE", "ARCHIVED", "DRAFT", "UNLISTED"]).default("ACTIVE"),
      variants: z.array(variant).min(1),
    }),
  ),
});

const share = z.number().min(0).max(1);
export const faultsBody = z
  .strictObject({
    duplicate: share,
    drop: share,
    reorder: share,
    reorderWindowMs: z.number().min(0),
    delayMs: z.number().min(0),
  })
  .partial();

export const switchesBody = z
  .strictObject({
    protectedCustomerData: z.enum(["granted", "fields-denied", "order-denied"]),
    searchLagMs: z.number().min(0),
  })
  .partial();

export const testNotificationBody = z.strictObject({ topic: z.string() });

const rate = z.number().min(0);
export const customersBody = z
  .strictObject({
    ordersPerMinute: z.number().gt(0),
    editsPerOrder: rate,
    editWindowMs: rate,
    detailShare: share,
    recreateShare: share,
    cancelShare: share,
    unknownSkuShare: share,
    mostOrders: rate,
    mostEdits: rate,
  })
  .partial();
