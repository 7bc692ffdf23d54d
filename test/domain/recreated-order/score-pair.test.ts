import { describe, expect, test } from "@jest/globals";
import { DEFAULT_EVIDENCE_RULES as RULES } from "../../../domain/recreated-order/evidence.rules.ts";
import type { EvidenceRules, PairTest } from "../../../domain/recreated-order/evidence-rule.ts";
import { guardAgainst } from "../../../domain/recreated-order/guards.ts";
import type { OrderTrace } from "../../../domain/recreated-order/order-trace.ts";
import { scorePair } from "../../../domain/recreated-order/score-pair.ts";
import { at, aTrace, cancelled, linesOf } from "./trace-builders.ts";

/** An order of which nothing can be compared with another one. */
const bare = (differs: Partial<OrderTrace>): OrderTrace =>
  aTrace({ customerId: null, email: null, shippingAddress: null, lines: [], app: null, ...differs });

const old = (differs: Partial<OrderTrace> = {}): OrderTrace => bare(differs);
const fresh = (differs: Partial<OrderTrace> = {}): OrderTrace =>
  bare({ id: "5009", name: "#1040", createdAt: at(60), ...differs });

const circumstances = (older: OrderTrace, newer: OrderTrace): string[] =>
  scorePair(older, newer, RULES)
    .evidence.filter(({ grade }) => grade === "circumstance")
    .map(({ rule }) => rule);

const ADDRESS = { name: "Ann Lee", address1: "1 High St.", zip: "LS1 1AA", countryCode: "GB" };
const MOVED = { ...ADDRESS, address1: "2 Low Road" };

describe("circumstances", () => {
  test.each<[PairTest, string, OrderTrace, OrderTrace]>([
    ["same-customer", "the same customer id", old({ customerId: "7" }), fresh({ customerId: "7" })],
    [
      "same-customer",
      "the same e-mail and postcode, however they are written",
      old({ email: "Ann@example.com", shippingAddress: MOVED }),
      fresh({ email: "ann@example.com ", shippingAddress: { ...ADDRESS, zip: "ls11aa" } }),
    ],
    [
      "same-customer",
      "the same phone and postcode",
      old({ phone: "+44 113 100", shippingAddress: MOVED }),
      fresh({ phone: "+44113100", shippingAddress: ADDRESS }),
    ],
    ["cancelled-close", "cancelled 30 minutes before", cancelled(old(), 30), fresh()],
    ["cancelled-close", "cancelled 30 minutes after", cancelled(old(), 90), fresh()],
    [
      "same-app",
      "the app that cancelled the one created the other",
      cancelled(old(), 0, { cancelledByApp: "Swap It" }),
      fresh({ app: { id: "2", name: "swap it" } }),
    ],
    [
      "same-address",
      "the same address, however it is written",
      old({ shippingAddress: ADDRESS }),
      fresh({ shippingAddress: { ...ADDRESS, address1: "1  high st", zip: "LS11AA" } }),
    ],
    [
      "same-address",
      "an address without a name",
      old({ shippingAddress: nameless() }),
      fresh({ shippingAddress: nameless() }),
    ],
    [
      "sku-overlap",
      "half of the smaller order",
      old({ lines: linesOf({ A: 1, B: 9 }) }),
      fresh({ lines: linesOf({ A: 1, C: 1 }) }),
    ],
    ["copied-payment", "processed before it was created", old(), fresh({ processedAt: at(0) })],
    [
      "copied-payment",
      "a payment from before, through the same gateway",
      old({ payments: [{ gateway: "card", processedAt: at(0) }] }),
      fresh({ processedAt: at(60), payments: [{ gateway: "card", processedAt: at(0) }] }),
    ],
    ["same-codes", "the same discount codes", old({ discountCodes: ["A", "B"] }), fresh({ discountCodes: ["b", "a"] })],
    ["same-codes", "the same attributes", old({ attributes: [attr("Gift")] }), fresh({ attributes: [attr("Gift")] })],
    ["draft-order", "made from a draft", old(), fresh({ sourceName: "shopify_draft_order" })],
  ])("%s: %s", (id, _what, older, newer) => {
    expect(circumstances(older, newer)).toEqual([id]);
  });

  test.each<[string, OrderTrace, OrderTrace]>([
    ["nothing that could be read", old(), fresh()],
    [
      "the same e-mail, but another postcode",
      old({ email: "a@b.c", shippingAddress: ADDRESS }),
      fresh({ email: "a@b.c", shippingAddress: { ...MOVED, zip: "M1" } }),
    ],
    ["the same e-mail without a postcode", old({ email: "a@b.c" }), fresh({ email: "a@b.c" })],
    ["cancelled 31 minutes before", cancelled(old(), 29), fresh()],
    [
      "an everyday app",
      cancelled(old(), 0, { cancelledByApp: "Online Store" }),
      fresh({ app: { id: "1", name: "Online Store" } }),
    ],
    ["less than half of the goods", old({ lines: linesOf({ A: 2, B: 9 }) }), fresh({ lines: linesOf({ A: 2, C: 3 }) })],
    [
      "goods without a SKU",
      old({ lines: [noSku(), { ...noSku(), sku: "" }] }),
      fresh({ lines: [noSku(), { ...noSku(), sku: "" }] }),
    ],
    [
      "an address without a postcode",
      old({ shippingAddress: { ...ADDRESS, zip: null } }),
      fresh({ shippingAddress: { ...ADDRESS, zip: null } }),
    ],
    [
      "an address without a first line",
      old({ shippingAddress: { ...ADDRESS, address1: null } }),
      fresh({ shippingAddress: { ...ADDRESS, address1: null } }),
    ],
    [
      "a payment from before through another gateway",
      old({ payments: [{ gateway: "gift card", processedAt: at(0) }] }),
      fresh({ processedAt: at(60), payments: [{ gateway: "card", processedAt: at(0) }] }),
    ],
    ["a payment one minute old", old(), fresh({ processedAt: at(59) })],
    ["no processing time", old(), fresh({ processedAt: null })],
    ["other codes", old({ discountCodes: ["A"] }), fresh({ discountCodes: ["A", "B"] })],
  ])("no evidence: %s", (_what, older, newer) => {
    expect(circumstances(older, newer)).toEqual([]);
  });

  test("alone they never reach the threshold, however many there are", () => {
    const everything = aTrace({
      id: "5009",
      name: "#1040",
      createdAt: at(60),
      processedAt: at(0),
      sourceName: "shopify_draft_order",
      discountCodes: ["A"],
      app: { id: "2", name: "Swap It" },
    });
    const first = cancelled(aTrace({ discountCodes: ["A"] }), 60, { cancelledByApp: "Swap It" });
    const { evidence, score, verdict } = scorePair(first, everything, RULES);
    expect(evidence).toHaveLength(RULES.circumstances.length);
    expect([score, verdict]).toEqual([RULES.mostFromCircumstances, "possible"]);
  });

  test("an ordinary reorder stays below the points for a review", () => {
    const first = cancelled(aTrace({ discountCodes: ["A"] }), 60, { cancelReason: "CUSTOMER" });
    const again = aTrace({ id: "5009", name: "#1040", createdAt: at(60), discountCodes: ["A"] });
    expect(scorePair(first, again, RULES)).toMatchObject({ score: 80, verdict: "weak" });
  });
});

describe("marks", () => {
  const app = { id: "1354", name: "Order Editor" };
  const ruleIds = (older: OrderTrace, newer: OrderTrace): string[] =>
    scorePair(older, newer, RULES)
      .evidence.filter(({ grade }) => grade === "mark")
      .map(({ rule }) => rule);

  test("a tag pair counts for the same customer at the same time with the same goods or address", () => {
    const first = cancelled(aTrace({ tags: ["Edit Order - Cancelled"] }), 60);
    const next = aTrace({ id: "5009", name: "#1040", createdAt: at(60), tags: ["edit order"] });
    expect(ruleIds(first, next)).toEqual(["cleverific-tag-pair"]);
    expect(ruleIds(first, { ...next, lines: [] })).toEqual(["cleverific-tag-pair"]);
    expect(ruleIds(first, { ...next, shippingAddress: null })).toEqual(["cleverific-tag-pair"]);
    expect(ruleIds(first, { ...next, shippingAddress: null, lines: [] })).toEqual([]);
    expect(ruleIds({ ...first, cancelledAt: null }, next)).toEqual([]);
    expect(ruleIds({ ...first, customerId: null, email: null }, next)).toEqual([]);
    expect(ruleIds({ ...first, tags: [] }, next)).toEqual([]);
  });

  test("an edit app's new order counts by its goods, also while the old one is open", () => {
    expect(ruleIds(aTrace(), aTrace({ id: "5009", name: "#1040", createdAt: at(60), app }))).toEqual([
      "created-by-edit-app",
    ]);
    expect(ruleIds(aTrace(), aTrace({ id: "5009", name: "#1040", createdAt: at(60), app, lines: [] }))).toEqual([]);
    expect(ruleIds(aTrace(), aTrace({ id: "5009", name: "#1031A", createdAt: at(60), app: null }))).toEqual([]);
  });

  test("reasons name both orders", () => {
    const { evidence } = scorePair(
      aTrace(),
      aTrace({ id: "5009", name: "#1031$&", createdAt: at(60), tags: ["#1031"] }),
      RULES,
    );
    expect(evidence[0]).toEqual({
      rule: "tag-with-order-name",
      grade: "link",
      points: 100,
      because: "#1031$& has the tag #1031.",
    });
  });
});

describe("a newer order is a version or a part", () => {
  const makes = (name: string, tags: readonly string[] = []): string =>
    scorePair(aTrace(), aTrace({ id: "5009", name, createdAt: at(60), tags }), RULES).makes;

  test.each([
    ["#1031A", [], "version"],
    ["#1031A", ["Original order"], "version"],
    ["#1031-Original", [], "part"],
    ["#1031-OriginalA", [], "part"],
    ["#1031-Rest", [], "version"],
    ["#1031-Rest", ["Original order"], "part"],
    ["#1040", ["Original order"], "version"],
  ])("%s with tags %j is a %s", (name, tags, expected) => {
    expect(makes(name, tags)).toBe(expected);
  });

  test("by a mark alone where the name says nothing", () => {
    const rules: EvidenceRules = {
      ...RULES,
      marks: [
        { id: "m", when: { newTag: "part" }, makes: "part", needs: [["same-customer"]], points: 100, because: "" },
      ],
    };
    const part = aTrace({ id: "5009", name: "#1040", createdAt: at(60), tags: ["part"] });
    expect(scorePair(aTrace(), part, rules)).toMatchObject({ makes: "part", verdict: "linked" });
  });
});

describe("guards", () => {
  const first = cancelled(aTrace(), 60);
  const next = (differs: Partial<OrderTrace> = {}): OrderTrace =>
    aTrace({ id: "5009", name: "#1031A", createdAt: at(60), ...differs });
  const open = aTrace();
  const guardOf = (older: OrderTrace, newer: OrderTrace): string | undefined => guardAgainst(older, newer, RULES)?.id;

  test.each<[string | undefined, string, OrderTrace, OrderTrace]>([
    [undefined, "a plain recreated order", first, next()],
    ["exchange", "a native exchange on the older order", { ...first, hasExchange: true }, next()],
    ["exchange", "a native exchange on the newer order", first, next({ hasExchange: true })],
    ["exchange", "an exchange tag, however it is written", { ...first, tags: ["le:exchange"] }, next()],
    ["exchange", "an exchange prefix", first, next({ name: "EXC-#1031", tags: ["#1031"] })],
    ["exchange", "an exchange prefix in lower case", first, next({ name: "#exc1031", tags: ["#1031"] })],
    [
      undefined,
      "a word that only begins like an exchange prefix",
      first,
      next({ name: "#EXCLUSIVE", tags: ["#1031"] }),
    ],
    ["exchange", "an exchange suffix", first, next({ name: "#1031-EXC" })],
    ["already-sent", "units that were sent", { ...first, firstSentAt: at(1) }, next()],
    ["already-sent", "a cancelled order's units, whenever they were sent", { ...first, firstSentAt: at(600) }, next()],
    [undefined, "an open order's units, sent once there was the copy", { ...open, firstSentAt: at(600) }, next()],
    [undefined, "their return after that", { ...open, firstSentAt: at(600), hasReturns: true }, next()],
    ["already-sent", "an open order's units, sent before", { ...open, firstSentAt: at(1) }, next()],
    ["already-sent", "a return", { ...first, hasReturns: true }, next()],
    ["names-several-orders", "tags with two orders", first, next({ name: "#1040", tags: ["#1031", "#1032"] })],
    ["names-another-order", "a tag with another order", first, next({ name: "#1040", tags: ["#1032"] })],
    ["names-another-order", "the name of another order", first, next({ name: "#1032A" })],
    ["names-several-orders", "a name and a tag that disagree", first, next({ tags: ["#1032"] })],
    [undefined, "tags of earlier versions of itself", first, next({ name: "#1031B", tags: ["#1031", "#1031A"] })],
    ["other-customer", "nothing in common", first, next({ customerId: "9", email: "b@c.d", shippingAddress: null })],
    [
      undefined,
      "the same phone only",
      { ...first, phone: "0113" },
      next({ customerId: "9", email: "b@c.d", phone: "0 113", shippingAddress: null }),
    ],
    [undefined, "nothing that can be compared", first, next({ customerId: null, email: null, shippingAddress: null })],
    ["other-cancel-reason", "a cancel for fraud", { ...first, cancelReason: "FRAUD" }, next()],
  ])("%s: %s", (guard, _what, older, newer) => {
    expect(guardOf(older, newer)).toBe(guard);
  });

  test("a guard takes the verdict only where there are points enough to matter", () => {
    const sent = "Goods of #1031 were sent already, so #1031A is an exchange or sends something again.";
    expect(scorePair({ ...first, firstSentAt: at(1) }, next(), RULES)).toMatchObject({
      verdict: "sent",
      guard: { id: "already-sent", because: sent },
    });
    expect(scorePair({ ...old(), firstSentAt: at(1) }, fresh(), RULES).verdict).toBe("weak");
  });
});

function nameless(): OrderTrace["shippingAddress"] {
  return { ...ADDRESS, name: null, countryCode: null };
}

function attr(key: string): OrderTrace["attributes"][number] {
  return { key, value: "yes" };
}

function noSku(): OrderTrace["lines"][number] {
  return { sku: null, quantity: 1, currentQuantity: 1 };
}
