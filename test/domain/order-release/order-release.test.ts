import { describe, expect, test } from "@jest/globals";
import { decideRelease, RELEASE_FACTS, RELEASE_RULES } from "../../../domain/order-release/order-release.rules.ts";
import type { ReleaseFacts } from "../../../domain/order-release/order-release.rules.ts";
import { DEFAULT_RELEASE_POLICY, releaseFacts } from "../../../domain/order-release/release-facts.ts";
import type { ReleasePolicy } from "../../../domain/order-release/release-facts.ts";
import type { OrderSnapshot } from "../../../domain/sales-order/order-snapshot.ts";
import { anOrder } from "../../support/order-builders.ts";
import { everyCombination } from "../decision-table/every-combination.ts";
import { expectPage, facts as inWords, table } from "../decision-table/generated-page.ts";

const ALL = everyCombination<ReleaseFacts>(RELEASE_FACTS).map((facts) => ({ facts, row: decideRelease(facts) }));

describe("the release table", () => {
  test("answers every combination of facts, and every row is reached", () => {
    expect(new Set(ALL.map(({ row }) => row))).toEqual(new Set(RELEASE_RULES));
  });

  test("an order is released only with every gate open, and never when it is in the warehouse already", () => {
    expect(ALL.filter(({ row }) => row.then === "release").map(({ facts }) => facts)).toEqual([
      {
        warehouse: "absent",
        order: "wanted",
        test: "no",
        payment: "settled",
        editWindow: "closed",
        hold: "free",
        tag: "satisfied",
        skus: "known",
      },
    ]);
  });

  test("a row that waits says for what, and no other row does", () => {
    for (const { then, waitsFor } of RELEASE_RULES) expect(waitsFor !== undefined).toBe(then === "wait");
  });

  test("is printed in the manual as it stands in the code", async () => {
    const rows = RELEASE_RULES.map(({ when, then, waitsFor, because }, index) => [
      String(index + 1),
      inWords(when),
      `**${then}**${waitsFor === undefined ? "" : ` for ${waitsFor}`}`,
      because,
    ]);
    await expectPage("order-release-decisions.md", [
      "# When an order goes to the warehouse",
      "",
      "Generated from `domain/order-release/order-release.rules.ts`. Read top to bottom: the first row that fits wins.",
      "Only for merchants whose orders no other integration imports.",
      "",
      ...table(["#", "when", "then", "because"], rows),
    ]);
  });
});

describe("the facts of a release", () => {
  const nowMs = Date.parse("2026-11-24T10:00:00Z");
  const factsOf = (order: Partial<OrderSnapshot>, policy: Partial<ReleasePolicy> = {}) =>
    releaseFacts(
      anOrder(order),
      { ...DEFAULT_RELEASE_POLICY, ...policy },
      { nothingToSend: null, inWarehouse: false, skusKnown: true, nowMs },
    );

  test("a paid order an hour old has every gate open", () => {
    expect(decideRelease(factsOf({})).then).toBe("release");
  });

  test.each<[string, ReleasePolicy["payment"], ReleaseFacts["payment"]]>([
    ["PAID", "captured", "settled"],
    ["PARTIALLY_REFUNDED", "captured", "settled"],
    ["AUTHORIZED", "captured", "open"],
    ["AUTHORIZED", "authorised", "settled"],
    ["PENDING", "authorised", "open"],
    ["PARTIALLY_PAID", "captured", "open"],
    ["PARTIALLY_PAID", "partly-captured", "settled"],
    ["PARTIALLY_PAID", "authorised", "settled"],
    ["AUTHORIZED", "partly-captured", "open"],
    ["EXPIRED", "captured", "open"],
    ["PENDING", "any", "settled"],
    ["REFUNDED", "any", "gone-back"],
    ["VOIDED", "captured", "gone-back"],
    ["SOMETHING_NEW", "captured", "open"],
  ])("payment %s, where %s is asked for, is %s", (financialStatus, payment, expected) => {
    expect(factsOf({ financialStatus }, { payment }).payment).toBe(expected);
  });

  test("an unknown payment status is an open payment", () => {
    expect(factsOf({ financialStatus: null }).payment).toBe("open");
  });

  test.each([
    ["2026-11-24T09:29:59Z", "closed"],
    ["2026-11-24T09:30:00Z", "closed"],
    ["2026-11-24T09:30:01Z", "open"],
  ])("an order of %s has its window of 30 minutes %s at ten", (createdAt, expected) => {
    expect(factsOf({ createdAt }).editWindow).toBe(expected);
  });

  test.each<[string[], Partial<ReleasePolicy>, ReleaseFacts["tag"]]>([
    [[], {}, "satisfied"],
    [[], { releaseTag: "ready" }, "open"],
    [[" Ready "], { releaseTag: "ready" }, "satisfied"],
    [["om:edit-order-hold"], { holdTag: "om:edit-order-hold" }, "open"],
    [["ready", "wait"], { releaseTag: "ready", holdTag: "wait" }, "open"],
  ])("tags %j with %j are %s", (tags, policy, expected) => {
    expect(factsOf({ tags }, policy).tag).toBe(expected);
  });

  test("a fulfilment hold counts unless a merchant says otherwise", () => {
    expect(factsOf({ fulfillmentStatus: "ON_HOLD" }).hold).toBe("held");
    expect(factsOf({ fulfillmentStatus: "ON_HOLD" }, { respectHolds: false }).hold).toBe("free");
  });

  test("a test order counts as one unless a merchant releases them", () => {
    expect(factsOf({ test: true }).test).toBe("yes");
    expect(factsOf({ test: true }, { testOrders: "release" }).test).toBe("no");
  });

  test("what is wanted, what is there and what is known come from the plan", () => {
    const order = anOrder();
    const circumstances = { nothingToSend: "order-cancelled", inWarehouse: true, skusKnown: false, nowMs } as const;
    expect(releaseFacts(order, DEFAULT_RELEASE_POLICY, circumstances)).toMatchObject({
      order: "cancelled",
      warehouse: "there",
      skus: "unknown",
    });
    const empty = releaseFacts(order, DEFAULT_RELEASE_POLICY, { ...circumstances, nothingToSend: "no-lines-left" });
    expect(empty.order).toBe("empty");
  });
});
