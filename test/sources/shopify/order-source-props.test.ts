import { describe, expect, test } from "@jest/globals";
import { orderSourceFromProps, orderSourceProps } from "../../../sources/shopify/common/order-source-props.ts";
import type { OrderSourceThis } from "../../../sources/shopify/common/order-source-props.ts";
import orderEdited from "../../../sources/shopify/order-edited/order-edited.ts";
import { dueAt } from "../../../sources/shopify/common/settle-window.ts";

const NOON = Date.parse("2026-11-23T12:00:00Z");

const read = (props: Partial<OrderSourceThis> = {}) =>
  orderSourceFromProps({
    shopifyShop: "demo",
    shopifyAccessToken: "shpat_1",
    shopifyClientSecret: "shpss_1",
    topics: ["orders/edited"],
    http: { endpoint: "https://hooks.example.com/a", respond: () => undefined },
    db: { get: () => undefined, set: () => undefined },
    $emit: () => undefined,
    ...props,
  });

const due = (props: Partial<OrderSourceThis>, firstSeenAt: number, lastSeenAt = firstSeenAt) => {
  const times = { orderId: "1", group: 1, firstSeenAt, lastSeenAt, changedAt: null, topicLetters: "" };
  return new Date(dueAt({ ...times, packedWebhookId: null }, read(props).policy)).toISOString();
};

test("what is not set has the default that the form shows", () => {
  const source = read();
  const props = orderSourceProps(["orders/edited"]);
  expect(source.policy).toEqual({
    kind: "window",
    settleMs: props.settleSeconds.default * 1000,
    maxWaitMs: props.maxWaitSeconds.default * 1000,
  });
  expect(source.checkEveryMs).toBe(props.pollMinutes.default * 60_000);
  expect(source.detailChanges).toBe(props.includeDetailChanges.default);
  expect(source).toMatchObject({ shop: "demo.myshopify.com", uri: "https://hooks.example.com/a" });
});

test("the longest wait is never shorter than the settle window", () => {
  expect(read({ settleSeconds: 600 }).policy).toMatchObject({ settleMs: 600_000, maxWaitMs: 600_000 });
});

test("the secret before this one is accepted as well", () => {
  expect(read({ shopifyPreviousClientSecret: "old" }).secrets).toEqual(["shpss_1", "old"]);
});

describe("a fixed schedule", () => {
  test("takes the place of the settle window", () => {
    const props = { emitSchedule: "0,30 * * * *" };
    expect(due(props, NOON + 1, NOON + 1000)).toBe("2026-11-23T12:30:00.000Z");
    expect(due(props, NOON - 1, NOON + 1000)).toBe("2026-11-23T12:00:00.000Z");
  });

  test("is in the warehouse's own time, also over the change of the clocks", () => {
    const props = { emitSchedule: "45 6 * * *", emitScheduleTimeZone: "Europe/London" };
    expect(due(props, Date.parse("2026-03-28T12:00:00Z"))).toBe("2026-03-29T05:45:00.000Z");
    expect(due(props, Date.parse("2026-10-24T12:00:00Z"))).toBe("2026-10-25T06:45:00.000Z");
  });
});

test.each<[Partial<OrderSourceThis>, RegExp]>([
  [{ shopifyClientSecret: " " }, /client secret is empty/],
  [{ topics: [] }, /none is chosen, expected some of orders\/edited/],
  [{ topics: ["orders/edited", "orders/nope"] }, /unknown orders\/nope/],
  [{ emitSchedule: "soon" }, /Fixed schedule "soon" in time zone "UTC" cannot be read/],
  [{ emitSchedule: "0 * * * *", emitScheduleTimeZone: "Mars/Base" }, /time zone "Mars\/Base" cannot be read/],
  [{ emitSchedule: "0 0 30 2 *" }, /never comes/],
])("%j is a configuration error that says what was expected", (props, words) => {
  expect(() => read(props)).toThrow(words);
});

test("the source keeps Pipedream's rules of naming and typing", () => {
  expect(orderEdited.key).toBe("shopify-order-edited");
  expect(orderEdited.name).toMatch(/^New .* \(Instant\)$/);
  expect(orderEdited.description).toMatch(/^Emit new .*\[See the documentation\]\(https:\/\/.*\)$/);
  expect(orderEdited.version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(orderEdited.props.shopifyClientSecret.secret).toBe(true);
  expect(orderEdited.props.db).toBe("$.service.db");
});

test("the sample event has the shape of a real one", () => {
  const sample = orderEdited.sampleEmit;
  expect(sample.orderGid).toBe(`gid://shopify/Order/${sample.orderId}`);
  expect(Object.keys(sample).sort()).toEqual(
    [
      "shop",
      "orderId",
      "orderGid",
      "orderName",
      "reason",
      "topics",
      "firstSeenAt",
      "lastSeenAt",
      "updatedAt",
      "webhookId",
    ].sort(),
  );
});

describe("order metafields", () => {
  test("are read without blanks and doubles; none is the default", () => {
    expect(read().metafields).toEqual([]);
    expect(read({ metafields: [" custom.gift ", "custom.gift", "", "app--1.x.y"] }).metafields).toEqual([
      "custom.gift",
      "app--1.x.y",
    ]);
  });

  test.each([
    [["gift"], 'Order metafields: "gift" is none, expected such as custom.gift_message.'],
    [Array.from({ length: 26 }, (_, index) => `custom.m${index}`), "Order metafields: got 26, expected at most 25."],
  ])("%j is refused in plain words", (metafields, message) => {
    expect(() => read({ metafields })).toThrow(message);
  });
});
