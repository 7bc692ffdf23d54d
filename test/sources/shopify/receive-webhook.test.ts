import { describe, expect, test } from "@jest/globals";
import type { HttpEvent } from "../../../components/pipedream-component.ts";
import { MAX_BODY_BYTES, receiveWebhook } from "../../../sources/shopify/common/receive-webhook.ts";
import { readState, writeState } from "../../../sources/shopify/common/order-source.ts";
import type { OrderSource } from "../../../sources/shopify/common/order-source.ts";
import { settle } from "../../../sources/shopify/common/settle-window.ts";
import { NOON, orderSourceHarness, signedWebhook, updated } from "./order-source-harness.ts";

const receive = (source: OrderSource, event: HttpEvent) => receiveWebhook(source, event).answer;

const ORDER = { id: 5678901234567, updated_at: "2026-11-23T12:00:00Z" };

test("a signed delivery is noted before it is answered", () => {
  const { source, writes } = orderSourceHarness();
  expect(receive(source, signedWebhook(ORDER))).toEqual({
    status: 200,
    outcome: "noted",
    orderId: "5678901234567",
  });
  expect(writes()).toBe(1);
  expect([...readState(source).pending.values()]).toMatchObject([
    { orderId: "5678901234567", firstSeenAt: NOON, topicLetters: "u", packedWebhookId: "=w-1" },
  ]);
});

test("orders/edited is noted by the order's id, not by the edit's", () => {
  const { source } = orderSourceHarness();
  const body = '{"order_edit":{"id":78912328793,"order_id":820982911946154508,"committed_at":"2026-11-23T12:00:00Z"}}';
  const answer = receive(source, signedWebhook(body, { topic: "orders/edited" }));
  expect(answer).toMatchObject({ status: 200, outcome: "noted", orderId: "820982911946154508" });
});

describe("a delivery that came before", () => {
  test("is acknowledged, starts nothing and writes nothing", () => {
    const { source, writes } = orderSourceHarness();
    receive(source, updated(1, 0, "w-1"));
    const before = readState(source);
    expect(receive(source, updated(1, 0, "w-1"))).toMatchObject({ status: 200, outcome: "duplicate" });
    expect(readState(source)).toEqual(before);
    expect(writes()).toBe(1);
  });

  test("is known even after its order was passed on", () => {
    const { source } = orderSourceHarness();
    receive(source, updated(1, 0, "w-1"));
    writeState(source, settle(readState(source), ["1"]));
    expect(receive(source, updated(1, 0, "w-1"))).toMatchObject({ outcome: "duplicate" });
    expect(readState(source).pending.size).toBe(0);
  });
});

test("a late delivery of a change that was dealt with is acknowledged and starts nothing", () => {
  const { source } = orderSourceHarness();
  writeState(source, settle(readState(source), [], [{ orderId: "1", upTo: NOON + 5000, fingerprint: null }]));
  expect(receive(source, updated(1, 5, "w-1"))).toMatchObject({ status: 200, outcome: "nothing-new" });
  expect(receive(source, updated(1, 6, "w-2"))).toMatchObject({ status: 200, outcome: "noted" });
});

describe("what is refused, with a reason, and writes nothing", () => {
  const cases: [string, ReturnType<typeof signedWebhook>, number, string][] = [
    ["a forged signature", signedWebhook(ORDER, { secret: "guess" }), 401, "signature-mismatch"],
    [
      "no signature",
      signedWebhook(ORDER, { headers: { "x-shopify-hmac-sha256": undefined } }),
      401,
      "signature-missing",
    ],
    ["a body changed on the way", { ...signedWebhook(ORDER), bodyRaw: '{"id":1}' }, 401, "signature-mismatch"],
    [
      "a body cut short on the way",
      { ...signedWebhook(ORDER), bodyRaw: JSON.stringify(ORDER).slice(0, -5) },
      401,
      "signature-mismatch",
    ],
    ["a body that was signed cut short", signedWebhook(JSON.stringify(ORDER).slice(0, -5)), 400, "body-not-json"],
    ["no body", { ...signedWebhook(ORDER), bodyRaw: "" }, 400, "body-missing"],
    ["a body too large", signedWebhook("x".repeat(MAX_BODY_BYTES + 1)), 413, "body-too-large"],
    ["GET", { ...signedWebhook(ORDER), method: "GET" }, 405, "method-not-post"],
    [
      "missing headers, named",
      signedWebhook(ORDER, { headers: { "x-shopify-webhook-id": undefined } }),
      400,
      "headers-missing",
    ],
    [
      "another shop",
      signedWebhook(ORDER, { headers: { "x-shopify-shop-domain": "other.myshopify.com" } }),
      404,
      "wrong-shop",
    ],
    ["a topic nobody asked for", signedWebhook(ORDER, { topic: "orders/create" }), 422, "topic-not-handled"],
    ["a payload without an order", signedWebhook({}), 400, "no-order-id"],
  ];

  test.each(cases)("%s", (_what, event, status, refused) => {
    const { source, writes } = orderSourceHarness();
    expect(receive(source, event)).toMatchObject({ status, refused });
    expect(writes()).toBe(0);
  });

  test("the size is counted in bytes, before anything is computed over the body", () => {
    const { source } = orderSourceHarness();
    const wide = "é".repeat(MAX_BODY_BYTES / 2 + 1);
    const answer = receive(source, { ...signedWebhook(ORDER), bodyRaw: wide });
    expect(answer).toMatchObject({ status: 413 });
  });

  test("a reason never repeats the body, the secret or the signature", () => {
    const event = signedWebhook({ id: "not-an-id", email: "ada@example.com" });
    const text = JSON.stringify(receive(orderSourceHarness().source, event));
    expect(text).not.toMatch(/ada@example|client-secret/);
    expect(text).not.toContain(event.headers["x-shopify-hmac-sha256"]);
  });
});

test("the shop's domain and the method are compared without regard to case", () => {
  const { source } = orderSourceHarness();
  const event = signedWebhook(ORDER, { headers: { "x-shopify-shop-domain": "DEMO.myshopify.com" } });
  expect(receive(source, { ...event, method: "post" })).toMatchObject({ status: 200 });
});

test("a thousand deliveries after it, a delivery is still known", () => {
  const { source } = orderSourceHarness();
  receive(source, updated(1, 0, "first"));
  for (let index = 0; index < 999; index += 1) receive(source, updated(1, 0, `w-${index}`));
  expect(receive(source, updated(1, 0, "first"))).toMatchObject({ outcome: "duplicate" });
});
