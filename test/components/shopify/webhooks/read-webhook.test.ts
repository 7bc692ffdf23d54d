import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseJsonWithLargeIds } from "../../../../components/shopify/webhooks/parse-json.ts";
import { readOrderHint, readWebhookHeaders } from "../../../../components/shopify/webhooks/read-webhook.ts";

describe("headers", () => {
  const headers = {
    "x-shopify-topic": "orders/edited",
    "x-shopify-shop-domain": "Demo.myshopify.com",
    "x-shopify-api-version": "2026-10",
    "x-shopify-webhook-id": "w-1",
  };

  test("are read, the optional ones as null when absent", () => {
    expect(readWebhookHeaders(headers)).toEqual({
      ok: true,
      headers: {
        topic: "orders/edited",
        shop: "demo.myshopify.com",
        apiVersion: "2026-10",
        webhookId: "w-1",
        eventId: null,
        triggeredAt: null,
      },
    });
  });

  test("that are missing or empty are listed by name", () => {
    expect(readWebhookHeaders({ ...headers, "x-shopify-webhook-id": "", "x-shopify-topic": undefined })).toEqual({
      ok: false,
      reason: "headers-missing",
      missing: ["x-shopify-topic", "x-shopify-webhook-id"],
    });
  });
});

describe("large ids", () => {
  test("keep every digit", () => {
    const text =
      '{"id": 820982911946154508, "n": [-9007199254740993, 12345678901234567890], "small": 9007199254740991}';
    expect(parseJsonWithLargeIds(text)).toEqual({
      id: "820982911946154508",
      n: ["-9007199254740993", "12345678901234567890"],
      small: "9007199254740991",
    });
  });

  test("digits inside strings, fractions and exponents stay what they are", () => {
    const text =
      '{"a":"x \\" 820982911946154508, \\\\","820982911946154508":1.2345678901234567,"e":1e20,"f":0.1234567890123456789}';
    expect(parseJsonWithLargeIds(text)).toEqual(JSON.parse(text));
  });

  test("any JSON value comes through as JSON.parse gives it, when no number is long", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/-?\d{16,}/.test(text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"/g, "")));
        expect(parseJsonWithLargeIds(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test("text that is not JSON gives undefined", () => {
    expect(parseJsonWithLargeIds('{"id": 8209829119461545')).toBeUndefined();
    expect(parseJsonWithLargeIds("")).toBeUndefined();
  });

  test("a body of 2 MB is parsed in well under a second", () => {
    const text = JSON.stringify({
      id: "1234567890123456",
      long: '\\"'.repeat(500_000),
      ids: Array(50_000).fill(1),
    });
    const started = performance.now();
    expect(parseJsonWithLargeIds(text)).toMatchObject({ id: "1234567890123456" });
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe("which order a payload is about", () => {
  test.each([
    [
      "orders/edited",
      '{"order_edit":{"id":1,"order_id":820982911946154508,"committed_at":"2026-11-23T10:00:00-05:00"}}',
      "820982911946154508",
    ],
    ["orders/updated", '{"id":5678901234567,"updated_at":"2026-11-23T15:00:00Z"}', "5678901234567"],
    ["orders/cancelled", '{"id":5678901234567,"updated_at":"2026-11-23T15:00:00Z"}', "5678901234567"],
    ["refunds/create", '{"id":1,"order_id":5678901234567,"created_at":"2026-11-23T15:00:00Z"}', "5678901234567"],
  ])("%s names it, and when it changed", (topic, body, orderId) => {
    const changedAtMs = Date.parse("2026-11-23T15:00:00Z");
    expect(readOrderHint(topic, body)).toEqual({ ok: true, hint: { topic, orderId, changedAtMs } });
  });

  test("an order's global id goes before its number", () => {
    const body = '{"id":820982911946154500,"admin_graphql_api_id":"gid://shopify/Order/820982911946154508"}';
    expect(readOrderHint("orders/updated", body)).toMatchObject({ hint: { orderId: "820982911946154508" } });
    const draft = '{"id":7,"admin_graphql_api_id":"gid://shopify/DraftOrder/8"}';
    expect(readOrderHint("orders/updated", draft)).toMatchObject({ hint: { orderId: "7" } });
  });

  test("a time that is missing or unreadable is not known", () => {
    expect(readOrderHint("orders/updated", '{"id":1}')).toMatchObject({ hint: { changedAtMs: null } });
    expect(readOrderHint("orders/updated", '{"id":1,"updated_at":"soon"}')).toMatchObject({
      hint: { changedAtMs: null },
    });
  });

  test.each([
    ["orders/updated", "{", "body-not-json"],
    ["orders/updated", "", "body-not-json"],
    ["products/update", '{"id":1}', "topic-not-handled"],
    ["orders/updated", '{"order":{"id":1}}', "no-order-id"],
    ["orders/updated", '{"id":"x"}', "no-order-id"],
    ["orders/updated", '{"id":-1}', "no-order-id"],
    ["orders/updated", "[1]", "no-order-id"],
    ["orders/updated", "null", "no-order-id"],
    ["orders/edited", '{"id":1}', "no-order-id"],
    ["__proto__", '{"id":1}', "topic-not-handled"],
  ])("%s with %s is refused as %s", (topic, body, reason) => {
    expect(readOrderHint(topic, body)).toMatchObject({ ok: false, reason });
  });

  test("no text whatever makes it throw", () => {
    const anyTopic = fc.constantFrom("orders/edited", "orders/updated", "refunds/create", "x");
    fc.assert(
      fc.property(anyTopic, fc.oneof(fc.string(), fc.json()), (topic, text) => {
        expect(typeof readOrderHint(topic, text).ok).toBe("boolean");
      }),
    );
  });
});
