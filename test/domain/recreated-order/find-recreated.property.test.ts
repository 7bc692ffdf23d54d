import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { DEFAULT_EVIDENCE_RULES as RULES } from "../../../domain/recreated-order/evidence.rules.ts";
import { findRecreated } from "../../../domain/recreated-order/find-recreated.ts";
import type { OrderTrace } from "../../../domain/recreated-order/order-trace.ts";
import { scorePair } from "../../../domain/recreated-order/score-pair.ts";
import { LABELLED_CASES } from "./labelled-cases/index.ts";
import { at, aTrace, cancelled, linesOf } from "./trace-builders.ts";

/** Any order, from few values, so that orders often have much in common. */
const anyOrder: fc.Arbitrary<OrderTrace> = fc
  .record({
    id: fc.integer({ min: 5000, max: 5999 }),
    name: fc.constantFrom("#1031", "#1031A", "#1031B", "#1031-2", "#1031-Original", "#1031-Preorder", "#1032", "#1033"),
    minute: fc.nat(60),
    cancelledAt: fc.option(fc.nat(45), { freq: 2 }),
    tags: mostly([], fc.subarray(["Edit Order", "Original order", "#1031", "LE:Exchange", "orderediting:duplicated"])),
    customerId: mostly("1", fc.constantFrom("2", null)),
    app: fc.constantFrom("Order Editor", "Online Store"),
    units: fc.record({ TEE: fc.nat(2), HAT: fc.nat(2) }),
    firstSentAt: mostly(null, fc.nat(90).map(at)),
    cancelReason: mostly("OTHER", fc.constant("FRAUD")),
  })
  .map(({ id, minute, cancelledAt, app, units, cancelReason, ...fields }) => {
    const order = aTrace({
      ...fields,
      id: String(id),
      createdAt: at(minute),
      app: { id: "1", name: app },
      lines: linesOf(units),
      email: fields.customerId === null ? null : `${fields.customerId}@example.com`,
    });
    return cancelledAt === null ? order : cancelled(order, minute + cancelledAt, { cancelReason });
  });

function mostly<T, U>(usual: T, other: fc.Arbitrary<U>): fc.Arbitrary<T | U> {
  return fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });
}

const anyOrders = fc.uniqueArray(anyOrder, { minLength: 2, maxLength: 6, selector: ({ id }) => id });

const shuffled = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length });

/** A chain of edits by letters, each but perhaps the last cancelled; the customer may change something each time. */
const chain = fc.record({ edits: fc.integer({ min: 1, max: 9 }), isLive: fc.boolean() }).map(({ edits, isLive }) =>
  Array.from({ length: edits + 1 }, (_, version) => {
    const order = aTrace({
      id: String(5001 + version),
      name: version === 0 ? "#1031" : `#1031${String.fromCharCode(64 + version)}`,
      createdAt: at(version * 10),
      processedAt: at(0),
      lines: linesOf({ [`SKU-${version}`]: 1 }),
      tags: version === 0 ? [] : ["Edit Order"],
    });
    return version < edits || !isLive ? cancelled(order, version * 10 + 10) : order;
  }),
);

describe("whatever the orders look like", () => {
  test("nothing replaces an order that is not cancelled, and a finding never names an order on two sides", () => {
    fc.assert(
      fc.property(anyOrders, fc.constantFrom("waiting" as const, "over" as const), (orders, patience) => {
        const finding = findRecreated(orders[0]!, orders, RULES, patience);
        const isSettled = finding.kind === "recreated" || finding.kind === "split";
        expect(finding.live.every(({ cancelledAt }) => cancelledAt === null)).toBe(true);
        expect(finding.cancelled.every(({ cancelledAt }) => cancelledAt !== null)).toBe(true);
        expect(isSettled && finding.openAndReplaced.length > 0).toBe(false);
        expect(finding.kind === "recreated" && finding.live.length !== 1).toBe(false);
        const all = [...finding.live, ...finding.cancelled, ...finding.openAndReplaced].map(({ id }) => id);
        expect(new Set(all).size).toBe(all.length);
        expect(all).toContain(orders[0]!.id);
        expect(patience === "over" && finding.kind === "under-way").toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  test("each order of a lineage gives the same finding, in whatever order the others are given", () => {
    const kinds: string[] = [];
    const setting = fc
      .oneof(
        anyOrders.map((orders) => ({ orders, rules: RULES })),
        // A real case, with orders of the same names around it.
        fc
          .tuple(
            fc.constantFrom(...LABELLED_CASES),
            fc.uniqueArray(anyOrder, { maxLength: 2, selector: ({ id }) => id }),
          )
          .map(([{ orders, rules }, others]) => ({ orders: [...orders, ...others], rules })),
      )
      .chain((known) => shuffled(known.orders).map((others) => ({ ...known, others })));
    fc.assert(
      fc.property(setting, ({ orders, rules, others }) => {
        const finding = findRecreated(orders[0]!, orders, rules, "over");
        expect(findRecreated(orders[0]!, others, rules, "over")).toEqual(finding);
        kinds.push(finding.kind);
        const members = [...finding.live, ...finding.cancelled, ...finding.openAndReplaced].map(({ id }) => id);
        for (const order of orders.filter(({ id }) => members.includes(id))) {
          expect(findRecreated(order, others, rules, "over")).toEqual(finding);
        }
      }),
      { numRuns: 200 },
    );
    expect(kinds.filter((kind) => kind === "recreated").length).toBeGreaterThan(10);
  });

  test("the score does not depend on the order of tags, lines, attributes and codes", () => {
    const cases = LABELLED_CASES.filter(({ orders }) => orders.length > 1);
    const setting = fc.constantFrom(...cases).chain(({ orders, rules }) =>
      fc.record({
        pair: fc.constant([orders[0]!, orders[1]!] as const),
        rules: fc.constant(rules),
        tags: shuffled(orders[1]!.tags),
        lines: shuffled(orders[1]!.lines),
        attributes: shuffled(orders[1]!.attributes),
        discountCodes: shuffled(orders[1]!.discountCodes),
      }),
    );
    fc.assert(
      fc.property(setting, ({ pair: [older, newer], rules, ...differs }) => {
        const score = scorePair(older, newer, rules);
        expect(scorePair(older, { ...newer, ...differs }, rules)).toEqual({
          ...score,
          newer: { ...newer, ...differs },
        });
      }),
    );
  });

  test("a chain of edits has one root and one live order, from wherever and with whatever gaps it is seen", () => {
    const setting = chain.chain((orders) =>
      fc.record({
        orders: fc.constant(orders),
        known: fc.shuffledSubarray(orders, { minLength: Math.min(2, orders.length) }),
      }),
    );
    fc.assert(
      fc.property(setting, ({ orders, known }) => {
        const last = orders.at(-1)!;
        for (const asked of known) {
          const finding = findRecreated(asked, known, RULES, "over");
          expect(finding.root).toBe("#1031");
          const isLiveKnown = known.includes(last) && last.cancelledAt === null;
          expect(finding.kind).toBe(isLiveKnown ? "recreated" : "none");
          expect(finding.live.map(({ name }) => name)).toEqual(isLiveKnown ? [last.name] : []);
          expect(finding.steps).toHaveLength(known.length - 1);
        }
      }),
    );
  });
});
