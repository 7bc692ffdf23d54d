import { z } from "zod";
import { isOrderTopic, REQUIRED_HEADERS, WEBHOOK_HEADERS } from "./webhook-tables.ts";
import type { OrderTopic } from "./webhook-tables.ts";
import { parseJsonWithLargeIds } from "./parse-json.ts";

/** A delivery's headers. */
export interface WebhookHeaders {
  readonly topic: string;
  /** In lower case. */
  readonly shop: string;
  readonly apiVersion: string;
  readonly webhookId: string;
  readonly eventId: string | null;
  readonly triggeredAt: string | null;
}

export type HeadersReading =
  | { readonly ok: true; readonly headers: WebhookHeaders }
  | { readonly ok: false; readonly reason: "headers-missing"; readonly missing: readonly string[] };

/** @param headers - Names in lower case */
export function readWebhookHeaders(headers: Readonly<Record<string, string | undefined>>): HeadersReading {
  const missing = REQUIRED_HEADERS.map((name) => WEBHOOK_HEADERS[name]).filter((name) => !headers[name]);
  if (missing.length > 0) return { ok: false, reason: "headers-missing", missing };
  const text = (name: keyof typeof WEBHOOK_HEADERS) => headers[WEBHOOK_HEADERS[name]] ?? "";
  return {
    ok: true,
    headers: {
      topic: text("topic"),
      shop: text("shop").toLowerCase(),
      apiVersion: text("apiVersion"),
      webhookId: text("webhookId"),
      eventId: text("eventId") || null,
      triggeredAt: text("triggeredAt") || null,
    },
  };
}

/** What a webhook tells us: this order may have changed. The order itself is always fetched. */
export interface OrderHint {
  readonly topic: OrderTopic;
  /** `null` where the payload names no order, as that of `returns/update`: then Shopify is asked which orders changed. */
  readonly orderId: string | null;
  /** The order's `updated_at`, or when the edit was committed, in milliseconds since 1970; `null` when not told. */
  readonly changedAtMs: number | null;
}

export type HintReading =
  | { readonly ok: true; readonly hint: OrderHint }
  | {
      readonly ok: false;
      readonly reason: "topic-not-handled" | "body-not-json" | "no-order-id";
      readonly detail: string;
    };

const id = z.union([z.number().int().positive().transform(String), z.string().regex(/^\d+$/)]);
const time = z
  .string()
  .transform((text) => Date.parse(text))
  .catch(Number.NaN);

/** Where each payload names the order, and when it changed. */
const PAYLOADS = {
  "orders/edited": z
    .object({ order_edit: z.object({ order_id: id, committed_at: time }) })
    .transform(({ order_edit }) => ({ orderId: order_edit.order_id, changedAt: order_edit.committed_at })),
  "orders/updated": orderPayload(),
  "orders/cancelled": orderPayload(),
  "orders/create": orderPayload(),
  "refunds/create": z
    .object({ order_id: id, created_at: time })
    .transform((refund) => ({ orderId: refund.order_id, changedAt: refund.created_at })),
  "returns/request": returnPayload(),
  "returns/approve": returnPayload(),
  "returns/decline": returnPayload(),
  "returns/cancel": returnPayload(),
  "returns/close": returnPayload(),
  "returns/reopen": returnPayload(),
  "returns/update": returnPayload(),
  "returns/process": returnPayload(),
} as const satisfies Record<OrderTopic, z.ZodType<{ orderId: string | null; changedAt: number }>>;

/**
 * A Return's payload has no time. Some topics nest the order, some give its id, `returns/update` has neither, and
 * Shopify's sample of `returns/process` is empty.
 */
function returnPayload() {
  return z
    .object({ order_id: id.nullish(), order: z.object({ id }).nullish() })
    .transform((found) => ({ orderId: found.order?.id ?? found.order_id ?? null, changedAt: Number.NaN }));
}

/** The global id is text, so no tool on the way can have rounded it; the number is the same id. */
function orderPayload() {
  return z.object({ id, admin_graphql_api_id: z.string().nullish(), updated_at: time }).transform((order) => ({
    orderId: /^gid:\/\/shopify\/Order\/(\d+)$/.exec(order.admin_graphql_api_id ?? "")?.[1] ?? order.id,
    changedAt: order.updated_at,
  }));
}

/** Reads which order a delivery is about. Never throws: a payload that cannot be read is refused with a reason. */
export function readOrderHint(topic: string, rawBody: string): HintReading {
  const body = parseJsonWithLargeIds(rawBody);
  if (body === undefined) return { ok: false, reason: "body-not-json", detail: `${rawBody.length} characters` };
  if (!isOrderTopic(topic)) return { ok: false, reason: "topic-not-handled", detail: topic };
  const payload = PAYLOADS[topic].safeParse(body);
  if (!payload.success) {
    const [issue] = payload.error.issues;
    return { ok: false, reason: "no-order-id", detail: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}` };
  }
  const { orderId, changedAt } = payload.data;
  return { ok: true, hint: { topic, orderId, changedAtMs: Number.isNaN(changedAt) ? null : changedAt } };
}
