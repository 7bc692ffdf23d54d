import Fastify from "fastify";
import { createPeoplevoxClient } from "../../components/peoplevox/wms-client.ts";
import type { PeoplevoxClient } from "../../components/peoplevox/wms-client.ts";
import { readPeoplevoxProfile } from "../../components/peoplevox/tenant-profile/read-profile.ts";
import type { SandboxInfo } from "../../sandbox/server.ts";
import type { Flow } from "../../test/end-to-end/season/play-season.ts";

/** What such a flow reads of an order's webhook. */
interface OrderPayload {
  readonly id: number;
  readonly name: string;
  readonly note_attributes: readonly { readonly name: string; readonly value: string }[];
  readonly line_items: readonly {
    readonly id: number;
    readonly sku: string | null;
    readonly current_quantity: number;
    readonly requires_shipping: boolean;
  }[];
}

interface RefundPayload {
  readonly id: number;
  readonly order_id: number;
  readonly refund_line_items: readonly {
    readonly quantity: number;
    readonly line_item: { readonly sku: string | null };
  }[];
}

const TOPICS = ["ORDERS_UPDATED", "ORDERS_CANCELLED", "REFUNDS_CREATE"] as const;

/**
 * A flow as it is often built first: each webhook's payload is written to Peoplevox as it comes. It reads nothing back,
 * asks neither side how things stand, keeps no order of events and holds nothing; what Peoplevox refuses is lost.
 */
export async function startNaiveFlow(info: SandboxInfo, profile: Readonly<Record<string, unknown>>): Promise<Flow> {
  const { url, ...credentials } = info.peoplevox;
  const peoplevox = createPeoplevoxClient({
    url,
    credentials,
    profile: readPeoplevoxProfile(profile).connection,
  });
  /** Names of orders by id, since a refund's payload has none. */
  const names = new Map<number, string>();
  let underWay = 0;
  const server = Fastify();
  server.post("/hook", async (request, reply) => {
    // Shopify gives up after five seconds, so it is answered at once.
    await reply.code(200).send();
    underWay += 1;
    apply(peoplevox, names, String(request.headers["x-shopify-topic"]), request.body)
      .catch(() => undefined)
      .finally(() => (underWay -= 1));
  });
  const address = await server.listen({ host: "127.0.0.1", port: 0 });
  for (const topic of TOPICS) await subscribe(info, topic, `${address}/hook`);
  return {
    quietFrom: (lastChangeAt) => lastChangeAt + 5_000,
    atRest: () => Promise.resolve(underWay === 0 || `${underWay} webhooks are being applied`),
    openExceptions: () => Promise.resolve([]),
    stop: () => server.close(),
  };
}

async function apply(
  peoplevox: PeoplevoxClient,
  names: Map<number, string>,
  topic: string,
  body: unknown,
): Promise<void> {
  if (topic === "refunds/create") return applyRefund(peoplevox, names, body as RefundPayload);
  const order = body as OrderPayload;
  names.set(order.id, order.name);
  const SalesOrderNumber = order.name.slice(1);
  if (topic === "orders/cancelled") {
    await peoplevox.saveData("salesOrders", 0, [{ SalesOrderNumber, Status: "Cancelled" }]);
    return;
  }
  const Attribute1 = order.note_attributes.find(({ name }) => name === "Gift message")?.value ?? "";
  const CustomerPurchaseOrderReferenceNumber = order.name;
  await peoplevox.saveData("salesOrders", 0, [{ SalesOrderNumber, CustomerPurchaseOrderReferenceNumber, Attribute1 }]);
  const lines = order.line_items
    .filter((line) => line.requires_shipping)
    .map((line) => ({
      SalesOrderNumber,
      ItemCode: line.sku ?? "",
      QuantityOrdered: String(line.current_quantity),
      Line: String(line.id),
    }));
  await peoplevox.saveData("salesOrderItems", 0, lines);
}

/** Every refund with lines is taken for goods that come back. */
async function applyRefund(
  peoplevox: PeoplevoxClient,
  names: ReadonlyMap<number, string>,
  refund: RefundPayload,
): Promise<void> {
  if (refund.refund_line_items.length === 0) return;
  const RmaNumber = `REFUND-${refund.id}`;
  const SalesOrderNumber = names.get(refund.order_id)?.slice(1) ?? "";
  await peoplevox.saveData("rmas", 0, [{ RmaNumber, SalesOrderNumber, Comment: "Refund" }]);
  const lines = refund.refund_line_items.map(({ quantity, line_item }, index) => ({
    RmaNumber,
    Line: String(index + 1),
    ItemCode: line_item.sku ?? "",
    Quantity: String(quantity),
  }));
  await peoplevox.saveData("rmaItems", 0, lines);
}

async function subscribe({ shopify }: SandboxInfo, topic: string, uri: string): Promise<void> {
  const query = `mutation ($topic: WebhookSubscriptionTopic!, $subscription: WebhookSubscriptionInput!) {
    webhookSubscriptionCreate(topic: $topic, webhookSubscription: $subscription) { userErrors { message } }
  }`;
  const response = await fetch(`${shopify.url}/admin/api/${shopify.apiVersion}/graphql.json`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-shopify-access-token": shopify.accessToken },
    body: JSON.stringify({ query, variables: { topic, subscription: { uri, format: "JSON" } } }),
  });
  const answer = (await response.json()) as {
    data?: { webhookSubscriptionCreate: { userErrors: readonly unknown[] } | null };
  };
  if (answer.data?.webhookSubscriptionCreate?.userErrors.length === 0) return;
  throw new Error(`The shop would not subscribe to ${topic}: ${JSON.stringify(answer)}`);
}
