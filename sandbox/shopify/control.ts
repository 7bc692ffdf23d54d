import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Clock } from "../clock.ts";
import * as body from "./control-schemas.ts";
import { orderSummary, productSummary, refundSummary } from "./control-views.ts";
import { registerReturns } from "./control-returns.ts";
import { type Customers, startCustomers } from "./customers.ts";
import type { Order } from "./model/records.ts";
import { financialStatus } from "./model/order-figures.ts";
import { ShopRefusedError } from "./shop.ts";
import type { ShopifySandbox } from "./shopify-sandbox.ts";

export interface ShopifyControlOptions {
  /** Needed for `/shopify/customers` only. */
  clock?: Clock;
  seed?: number;
}

/**
 * Routes that drive the Shopify sandbox, all JSON. An order is named by its id or name (`1001` stands for `#1001`).
 * Bodies are strict: an unknown key is refused (400); what the shop refuses is 422. Money is decimal, e.g. "12.50".
 *
 * | route | does |
 * |---|---|
 * | `GET /shopify/catalogue` | products and variants; `knownToWarehouse` false: the warehouse has no such SKU |
 * | `POST /shopify/products` | adds products to the shop only: `{ products: [{ title, status, variants: [{ sku, … }] }] }` |
 * | `GET /shopify/orders`, `GET /shopify/orders/:order` | orders with their current lines |
 * | `POST /shopify/orders` | places an order: `{ lines: [{ sku, quantity }], … }` |
 * | `POST /shopify/orders/:order/edit` | `{ changes: [{ set: { sku, quantity } } or { add: { sku, quantity } } or { addCustom: … }] }` |
 * | `POST /shopify/orders/:order/details` | note, customAttributes, shippingAddress, e-mail, phone, PO number, tags |
 * | `POST /shopify/orders/:order/tags` | `{ add, remove }` |
 * | `POST /shopify/orders/:order/cancel` | `{ reason, restock, refund }` |
 * | `POST /shopify/orders/:order/recreate` | new order `#1031A`, both tagged, old one cancelled; `{ lines, first }` |
 * | `POST /shopify/orders/:order/refund` | `{ lines: [{ sku, quantity, restockType }], amount }` |
 * | `POST /shopify/orders/:order/fulfil` | sends what is open, or `{ lines }` |
 * | `POST /shopify/orders/:order/return` | `{ lines: [{ sku, quantity, reason }], requested }` |
 * | `POST /shopify/orders/:order/move-return` | `{ move }`: approve, decline, cancel, close or reopen the newest Return |
 * | `POST /shopify/orders/:order/process-return` | the newest Return's goods came: `{ lines: [{ sku, quantity }], amount }` |
 * | `GET /shopify/subscriptions`, `GET /shopify/deliveries` | webhook subscriptions; the delivery log (`?topic=`) |
 * | `GET`, `PUT /shopify/webhook-faults` | `{ duplicate, drop, reorder, reorderWindowMs, delayMs }` |
 * | `GET`, `PUT /shopify/switches` | `{ protectedCustomerData, searchLagMs }` |
 * | `POST /shopify/test-notification` | `{ topic }`: made-up data with 18-digit ids |
 * | `GET`, `DELETE /shopify/requests` | counts of GraphQL requests by first field; forgets them |
 * | `PUT`, `GET`, `DELETE /shopify/customers` | starts seeded customers with rates; their counts; stops them |
 */
export function registerShopifyControl(
  app: FastifyInstance,
  shopify: ShopifySandbox,
  { clock, seed = 1 }: ShopifyControlOptions = {},
): void {
  const { admin } = shopify;
  const order = (request: FastifyRequest): Order => admin.order((request.params as { order: string }).order);
  const route = (method: "GET" | "POST" | "PUT" | "DELETE", url: string, run: (request: FastifyRequest) => unknown) => {
    app.route({ method, url, handler: async (request, reply) => answer(reply, () => run(request)) });
  };
  const post = (name: string, run: (found: Order, request: FastifyRequest) => unknown) =>
    route("POST", `/shopify/orders/:order/${name}`, (request) => run(order(request), request));

  route("GET", "/shopify/catalogue", () => shopify.catalogue.map(productSummary));
  route("POST", "/shopify/products", (request) => {
    const { products } = body.productsBody.parse(request.body);
    for (const product of products) shopify.store.addProduct(product);
    return { products: products.length };
  });
  route("GET", "/shopify/orders", () => [...shopify.store.orders.values()].map(orderSummary));
  route("GET", "/shopify/orders/:order", (request) => orderSummary(order(request)));
  route("POST", "/shopify/orders", (request) =>
    orderSummary(admin.placeOrder(withoutUndefined(body.placeOrderBody.parse(request.body)))),
  );

  post("edit", (found, request) => {
    const { changes, notifyCustomer = false, staffNote = null, actor } = body.editOrderBody.parse(request.body);
    const shop = actor === undefined ? admin : shopify.actAs(actor);
    return orderSummary(shop.editOrder(found.id, withoutUndefined(changes), { notifyCustomer, staffNote }));
  });
  post("details", (found, request) =>
    orderSummary(admin.updateOrder(found.id, withoutUndefined(body.detailsBody.parse(request.body)))),
  );
  post("tags", (found, request) => {
    const { add, remove } = body.tagsBody.parse(request.body);
    if (add !== undefined) admin.addTags(found.id, add);
    if (remove !== undefined) admin.removeTags(found.id, remove);
    return orderSummary(found);
  });
  post("cancel", (found, request) =>
    orderSummary(admin.cancelOrder(found.id, withoutUndefined(body.cancelBody.parse(request.body ?? {})))),
  );
  post("recreate", (found, request) => {
    const { old, created } = admin.recreateOrder(
      found.id,
      withoutUndefined(body.recreateBody.parse(request.body ?? {})),
    );
    return { old: orderSummary(old), created: orderSummary(created) };
  });
  post("refund", (found, request) => refund(shopify, found, body.refundBody.parse(request.body ?? {})));
  registerReturns(post, shopify);
  post("fulfil", (found, request) => {
    const { lines, trackingNumber, trackingCompany } = body.fulfilBody.parse(request.body ?? {});
    admin.fulfilOrder(found.id, {
      ...(lines === undefined ? {} : { lines }),
      tracking:
        trackingNumber === undefined ? [] : [{ number: trackingNumber, company: trackingCompany ?? null, url: null }],
    });
    return orderSummary(found);
  });

  route("GET", "/shopify/subscriptions", () => [...shopify.store.subscriptions.values()]);
  route("GET", "/shopify/deliveries", (request) => {
    const { topic } = request.query as { topic?: string };
    return shopify.webhooks.log.filter((delivery) => topic === undefined || delivery.topic === topic);
  });
  route("GET", "/shopify/webhook-faults", () => shopify.webhooks.faults);
  route("PUT", "/shopify/webhook-faults", (request) => {
    shopify.webhooks.setFaults(withoutUndefined(body.faultsBody.parse(request.body)));
    return shopify.webhooks.faults;
  });
  route("GET", "/shopify/switches", () => shopify.switches);
  route("PUT", "/shopify/switches", (request) =>
    Object.assign(shopify.switches, withoutUndefined(body.switchesBody.parse(request.body))),
  );
  route("POST", "/shopify/test-notification", (request) => ({
    sentTo: shopify.sendTestNotification(body.testNotificationBody.parse(request.body).topic),
  }));
  route("GET", "/shopify/requests", () => shopify.requestCounts);
  route("DELETE", "/shopify/requests", () => {
    shopify.resetRequestCounts();
    return {};
  });
  registerCustomers(route, shopify, clock, seed);
}

function registerCustomers(
  route: (method: "GET" | "PUT" | "DELETE", url: string, run: (request: FastifyRequest) => unknown) => void,
  shopify: ShopifySandbox,
  clock: Clock | undefined,
  seed: number,
): void {
  let customers: Customers | undefined;
  route("PUT", "/shopify/customers", (request) => {
    if (clock === undefined) throw new ShopRefusedError("Customers need a clock, and this sandbox was given none.");
    const rates = withoutUndefined(body.customersBody.parse(request.body ?? {}));
    customers?.stop();
    customers = startCustomers(shopify, { clock, seed, rates });
    return customers.counts;
  });
  route("GET", "/shopify/customers", () => customers?.counts ?? {});
  route("DELETE", "/shopify/customers", () => {
    customers?.stop();
    return customers?.counts ?? {};
  });
}

function refund(shopify: ShopifySandbox, order: Order, wanted: z.infer<typeof body.refundBody>) {
  const lines = (wanted.lines ?? []).map(({ lineItemId, sku, quantity, restockType, location }) => {
    const line = order.lines.find((candidate) =>
      lineItemId === undefined ? candidate.sku === sku && candidate.currentQuantity > 0 : candidate.id === lineItemId,
    );
    if (line === undefined)
      throw new ShopRefusedError(`Order ${order.name} has no line ${lineItemId ?? sku ?? ""}. Nothing was changed.`);
    const locationId = location === undefined ? null : locationNamed(shopify, location).id;
    return { lineItemId: line.id, quantity, restockType, locationId, price: line.unitPrice * quantity };
  });
  const payment = order.transactions.find(({ kind }) => kind === "SALE" || kind === "CAPTURE");
  const priced = lines.reduce((total, { price }) => total + price, 0) + (wanted.shipping ?? 0);
  const amount = wanted.amount ?? (financialStatus(order) === "PENDING" ? 0 : priced);
  const made = shopify.admin.refundOrder(order.id, {
    lines: lines.map(({ price: _, ...line }) => line),
    note: wanted.note ?? null,
    shipping: wanted.shipping ?? 0,
    transactions: amount > 0 ? [{ amount, gateway: payment?.gateway ?? "bogus", parentId: payment?.id ?? null }] : [],
  });
  return refundSummary(order, made);
}

function locationNamed({ store }: ShopifySandbox, name: string) {
  const location = store.locations.find((candidate) => candidate.name === name);
  if (location !== undefined) return location;
  const names = store.locations.map((candidate) => candidate.name).join(", ");
  throw new ShopRefusedError(`There is no location '${name}', expected one of ${names}. Nothing was changed.`);
}

function answer(reply: FastifyReply, run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    if (error instanceof z.ZodError) return reply.code(400).send({ error: z.prettifyError(error) });
    if (error instanceof ShopRefusedError) return reply.code(422).send({ error: error.message });
    throw error;
  }
}

type Defined<T> = T extends (infer Item)[]
  ? Defined<Item>[]
  : T extends object
    ? { [Key in keyof T]: Defined<Exclude<T[Key], undefined>> }
    : T;

/** zod gives `undefined` for absent keys; the commands ask whether a key is there. */
function withoutUndefined<T>(value: T): Defined<T> {
  return JSON.parse(JSON.stringify(value)) as Defined<T>;
}
