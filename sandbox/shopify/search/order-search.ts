import { displayFulfillmentStatus, financialStatus, orderFigures, returnStatus } from "../model/order-figures.ts";
import { parseGlobalId } from "../model/global-id.ts";
import type { Order } from "../model/records.ts";
import type { Store } from "../model/store.ts";
import { fitsNumber, fitsText, fitsTime } from "./compare.ts";
import { parseSearch, type SearchTerm } from "./search-query.ts";

type OrderTest = (order: Order, term: SearchTerm, context: { store: Store; now: number }) => boolean;

/** Shopify's filter words for a fulfilment status, and what they stand for. */
const FULFILLMENT_WORDS: Record<string, readonly string[]> = {
  unshipped: ["UNFULFILLED", "IN_PROGRESS", "ON_HOLD"],
  unfulfilled: ["UNFULFILLED", "IN_PROGRESS", "ON_HOLD", "PARTIALLY_FULFILLED"],
  partial: ["PARTIALLY_FULFILLED"],
  shipped: ["FULFILLED"],
  fulfilled: ["FULFILLED"],
  on_hold: ["ON_HOLD"],
};

const ORDER_STATUS: Record<string, (order: Order) => boolean> = {
  any: () => true,
  open: ({ closedAt, cancelledAt }) => closedAt === null && cancelledAt === null,
  closed: ({ closedAt, cancelledAt }) => closedAt !== null && cancelledAt === null,
  cancelled: ({ cancelledAt }) => cancelledAt !== null,
  not_closed: ({ closedAt }) => closedAt === null,
};

/** The order number with or without `#`. */
const withoutHash = (name: string): string => name.replace(/^#/, "");

const fitsName: OrderTest = (order, term) =>
  fitsText({ ...term, value: withoutHash(term.value) }, withoutHash(order.name));

const fitsId = (term: SearchTerm, id: number | null): boolean =>
  id !== null && fitsNumber({ ...term, value: parseGlobalId(term.value)?.id ?? term.value }, id);

/** The search terms the sandbox knows, out of Shopify's longer list. */
const TERMS: Record<string, OrderTest> = {
  id: (order, term) => fitsId(term, order.id),
  name: fitsName,
  email: (order, term) => fitsText(term, order.email),
  customer_id: (order, term) => fitsId(term, order.customerId),
  tag: (order, term) => order.tags.some((tag) => fitsText(term, tag)),
  tag_not: (order, term) => !order.tags.some((tag) => fitsText(term, tag)),
  sku: (order, term) => order.lines.some(({ sku }) => fitsText(term, sku)),
  po_number: (order, term) => fitsText(term, order.poNumber),
  confirmation_number: (order, term) => fitsText(term, order.confirmationNumber),
  source_name: (order, term) => fitsText(term, order.sourceName),
  source_identifier: (order, term) => fitsText(term, order.sourceIdentifier),
  status: (order, term) => ORDER_STATUS[term.value.toLowerCase()]?.(order) ?? false,
  financial_status: (order, term) => fitsText(term, financialStatus(order)),
  fulfillment_status: (order, term) =>
    FULFILLMENT_WORDS[term.value.toLowerCase()]?.includes(displayFulfillmentStatus(order)) ?? false,
  return_status: (order, term) => fitsText(term, returnStatus(order)),
  current_total_price: (order, term) => fitsNumber(term, orderFigures(order).currentTotal / 100),
  test: (order, term) => fitsText(term, String(order.test)),
  created_at: (order, term, { now }) => fitsTime(term, order.createdAt, now),
  processed_at: (order, term, { now }) => fitsTime(term, order.processedAt, now),
  updated_at: (order, term, { now }) => fitsTime(term, order.updatedAt, now),
};

/** A bare word looks into the name, e-mail and the customer's name. */
const fitsAnything: OrderTest = (order, term, { store }) => {
  const customer = order.customerId === null ? undefined : store.customers.get(order.customerId);
  const words = [order.email, customer?.firstName, customer?.lastName, ...order.lines.map(({ sku }) => sku)];
  return fitsName(order, term, { store, now: 0 }) || words.some((word) => fitsText(term, word ?? null));
};

/**
 * Orders that fit a search.
 *
 * @throws {Error} When the search cannot be read or uses a term that the sandbox does not model
 */
export function searchOrders(store: Store, query: string, now: number): Order[] {
  const parsed = parseSearch(query);
  if (!parsed.ok) throw new Error(`The order search '${query}' cannot be read: ${parsed.message}.`);
  for (const { field } of parsed.terms) {
    if (field !== null && !Object.hasOwn(TERMS, field))
      throw new Error(
        `The sandbox does not model the order search term '${field}'. Known: ${Object.keys(TERMS).join(", ")}.`,
      );
  }
  return [...store.orders.values()].filter((order) =>
    parsed.matches((term) => (TERMS[term.field ?? ""] ?? fitsAnything)(order, term, { store, now })),
  );
}
