/**
 * What the sandbox remembers. Ids are the numbers inside Shopify's global ids (13 digits, below 2^53),
 * times are milliseconds since 1970-01-01 UTC, money is in minor units (pence) of the shop's currency.
 */

export interface Attribute {
  key: string;
  value: string;
}

export interface AddressFields {
  firstName: string | null;
  lastName: string | null;
  company: string | null;
  address1: string | null;
  address2: string | null;
  city: string | null;
  zip: string | null;
  province: string | null;
  provinceCode: string | null;
  country: string | null;
  countryCode: string | null;
  phone: string | null;
}

export interface Address extends AddressFields {
  id: number;
}

export interface Product {
  id: number;
  title: string;
  vendor: string;
  status: ProductStatus;
  createdAt: number;
  variants: Variant[];
}

export type ProductStatus = "ACTIVE" | "ARCHIVED" | "DRAFT" | "UNLISTED";

export interface Variant {
  id: number;
  productId: number;
  title: string;
  /** Empty for a variant without one. */
  sku: string;
  barcode: string;
  price: number;
  grams: number;
  requiresShipping: boolean;
  isGiftCard: boolean;
  /** False: sold in the shop, but nobody told the warehouse about this SKU. */
  knownToWarehouse: boolean;
}

export interface Customer {
  id: number;
  firstName: string;
  lastName: string;
  email: string;
  phone: string | null;
  tags: string[];
  address: Address;
  createdAt: number;
  updatedAt: number;
}

export interface Location {
  id: number;
  name: string;
  /** False for a shop that only sells over the counter. */
  fulfillsOnlineOrders: boolean;
}

/** One line. Units once ordered = `quantity`; still wanted = `currentQuantity`; still to send = `unfulfilledQuantity`. */
export interface LineItem {
  id: number;
  variantId: number | null;
  productId: number | null;
  sku: string | null;
  title: string;
  variantTitle: string | null;
  vendor: string | null;
  unitPrice: number;
  /** 0.2 means 20 %. */
  taxRate: number;
  grams: number;
  requiresShipping: boolean;
  isGiftCard: boolean;
  taxable: boolean;
  customAttributes: Attribute[];
  quantity: number;
  currentQuantity: number;
  unfulfilledQuantity: number;
}

export interface ShippingLine {
  id: number;
  title: string;
  code: string | null;
  source: string | null;
  price: number;
  isRemoved: boolean;
}

export interface Hold {
  id: number;
  appId: number;
  handle: string;
  reason: string;
  reasonNotes: string | null;
  externalId: string | null;
}

export interface FulfillmentOrderLine {
  id: number;
  lineItemId: number;
  totalQuantity: number;
  remainingQuantity: number;
}

export type FulfillmentOrderStatus = "OPEN" | "IN_PROGRESS" | "ON_HOLD" | "CLOSED" | "CANCELLED";

export interface FulfillmentOrder {
  id: number;
  orderId: number;
  /** Status without regard to holds; a hold shows as ON_HOLD. */
  progress: Exclude<FulfillmentOrderStatus, "ON_HOLD">;
  locationId: number;
  createdAt: number;
  updatedAt: number;
  fulfillBy: number | null;
  lines: FulfillmentOrderLine[];
  holds: Hold[];
}

export interface FulfillmentLine {
  id: number;
  lineItemId: number;
  quantity: number;
}

export interface Tracking {
  company: string | null;
  number: string | null;
  url: string | null;
}

export interface Fulfillment {
  id: number;
  orderId: number;
  name: string;
  createdAt: number;
  updatedAt: number;
  locationId: number;
  fulfillmentOrderIds: number[];
  lines: FulfillmentLine[];
  tracking: Tracking[];
}

export interface Transaction {
  id: number;
  orderId: number;
  kind: "SALE" | "AUTHORIZATION" | "CAPTURE" | "REFUND" | "VOID";
  status: "SUCCESS" | "PENDING" | "FAILURE" | "ERROR";
  gateway: string;
  amount: number;
  parentId: number | null;
  createdAt: number;
}

export type RestockType = "CANCEL" | "RETURN" | "NO_RESTOCK";

export interface RefundLine {
  id: number;
  lineItemId: number;
  quantity: number;
  restockType: RestockType;
  locationId: number | null;
  subtotal: number;
  tax: number;
}

export interface Refund {
  id: number;
  orderId: number;
  createdAt: number;
  note: string | null;
  returnId: number | null;
  lines: RefundLine[];
  shipping: { id: number; shippingLineId: number; amount: number }[];
  adjustments: { id: number; kind: "refund_discrepancy"; reason: string; amount: number }[];
  transactionIds: number[];
}

export type ReturnStatus = "REQUESTED" | "OPEN" | "CLOSED" | "DECLINED" | "CANCELED";

export interface ReturnLine {
  id: number;
  fulfillmentLineId: number;
  lineItemId: number;
  quantity: number;
  processedQuantity: number;
  refundedQuantity: number;
  reason: string;
  reasonNote: string;
  customerNote: string | null;
  reverseLineId: number;
  dispositions: { id: number; type: string; quantity: number; locationId: number | null; createdAt: number }[];
}

export interface Return {
  id: number;
  orderId: number;
  name: string;
  status: ReturnStatus;
  createdAt: number;
  requestApprovedAt: number | null;
  closedAt: number | null;
  decline: { reason: string; note: string | null } | null;
  reverseFulfillmentOrderId: number;
  lines: ReturnLine[];
}

export interface Sale {
  id: number;
  actionType: "ORDER" | "RETURN";
  /** Signed, as is the money: below zero for goods taken off. */
  quantity: number;
  amount: number;
  tax: number;
  lineItemId: number;
}

export interface Agreement {
  id: number;
  reason: "ORDER" | "ORDER_EDIT" | "REFUND" | "RETURN";
  happenedAt: number;
  appId: number | null;
  refundId: number | null;
  returnId: number | null;
  sales: Sale[];
}

export interface OrderEvent {
  id: number;
  createdAt: number;
  action: string;
  message: string;
  appTitle: string | null;
}

export interface Metafield {
  id: number;
  namespace: string;
  key: string;
  type: string;
  value: string;
  createdAt: number;
  updatedAt: number;
}

export interface Order {
  id: number;
  name: string;
  number: number;
  confirmationNumber: string;
  createdAt: number;
  processedAt: number;
  /** Whole seconds, as Shopify shows it. */
  updatedAt: number;
  closedAt: number | null;
  cancelledAt: number | null;
  cancelReason: string | null;
  cancelStaffNote: string | null;
  edited: boolean;
  test: boolean;
  email: string | null;
  phone: string | null;
  note: string | null;
  poNumber: string | null;
  tags: string[];
  sourceName: string;
  sourceIdentifier: string | null;
  sourceUrl: string | null;
  appId: number;
  customerId: number | null;
  customAttributes: Attribute[];
  shippingAddress: Address | null;
  billingAddress: Address | null;
  taxesIncluded: boolean;
  originalTotal: number;
  lines: LineItem[];
  shippingLines: ShippingLine[];
  fulfillmentOrders: FulfillmentOrder[];
  fulfillments: Fulfillment[];
  transactions: Transaction[];
  refunds: Refund[];
  returns: Return[];
  agreements: Agreement[];
  events: OrderEvent[];
  metafields: Metafield[];
}

export interface DraftLine {
  id: number;
  sourceLineItem: LineItem;
  quantity: number;
}

export interface DraftOrder {
  id: number;
  name: string;
  status: "OPEN" | "COMPLETED";
  createdAt: number;
  updatedAt: number;
  completedAt: number | null;
  sourceOrderId: number;
  lines: DraftLine[];
  orderId: number | null;
}

export interface Job {
  id: string;
  done: boolean;
}

/** An app installed in the shop: it has its own token, secret, scopes, throttle and webhook subscriptions. */
export interface App {
  id: number;
  title: string;
  handle: string;
  accessToken: string;
  clientSecret: string;
  grantedScopes: ReadonlySet<string>;
}

export interface WebhookSubscription {
  id: number;
  appId: number;
  /** As in GraphQL, e.g. `ORDERS_EDITED`. */
  topic: string;
  uri: string;
  format: "JSON" | "XML";
  filter: string | null;
  includeFields: string[];
  name: string | null;
  createdAt: number;
  updatedAt: number;
  /** When a delivery last succeeded: failures before it are not consecutive with those after. */
  lastSuccessAt: number | null;
}

export interface StagedLine {
  /** A UUID until the edit is committed. */
  uuid: string;
  variantId: number | null;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  unitPrice: number;
  quantity: number;
  requiresShipping: boolean;
  taxable: boolean;
}

/** An order edit in progress. Shopify's CalculatedOrder and OrderEditSession share this one number. */
export interface EditSession {
  id: number;
  orderId: number;
  appId: number;
  startedAt: number;
  committed: boolean;
  /** Wanted quantity of existing lines, by line item id. */
  quantities: Map<number, { quantity: number; restock: boolean }>;
  added: StagedLine[];
  shipping: Map<number, { title?: string; price?: number }>;
}
