import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { expectedGoods } from "../../../domain/returns/expected-goods.ts";
import { planReturns } from "../../../domain/returns/plan-returns.ts";
import type { ReturnPlan } from "../../../domain/returns/plan-returns.ts";
import {
  DEFAULT_RETURNS_POLICY,
  RESTOCK_TYPES,
  RETURNS_POLICY_CHOICES,
} from "../../../domain/returns/refund-kind.rules.ts";
import type { ReturnsPolicy } from "../../../domain/returns/refund-kind.rules.ts";
import { documentPhase } from "../../../domain/returns/return-document.ts";
import type { ReturnDocument } from "../../../domain/returns/return-document.ts";
import { RETURN_STATUSES } from "../../../domain/returns/returns-snapshot.ts";
import type { RefundSnapshot, ReturnsHistory, ReturnSnapshot } from "../../../domain/returns/returns-snapshot.ts";
import type { OrderLine } from "../../../domain/sales-order/order-snapshot.ts";
import { aLine, anItem, aProfile, aSalesOrder } from "../../support/order-builders.ts";
import { aHistory, aReturnsProfile } from "./returns-builders.ts";
import { applyWrites } from "./returns-on-paper.ts";

const SKUS = ["TEE", "MUG", "HAT"];

const policies: fc.Arbitrary<ReturnsPolicy> = fc.record({
  noRestock: fc.constantFrom(...RETURNS_POLICY_CHOICES.noRestock),
  restockedInShop: fc.constantFrom(...RETURNS_POLICY_CHOICES.restockedInShop),
  returnRequested: fc.constantFrom(...RETURNS_POLICY_CHOICES.returnRequested),
  returnClosed: fc.constantFrom(...RETURNS_POLICY_CHOICES.returnClosed),
});

const lineIds = fc.constantFrom("1", "2", "3", "99");
const units = fc.integer({ min: 1, max: 4 });
const moments = fc.integer({ min: 0, max: 5 }).map((minute) => `2026-11-24T12:0${minute}:00Z`);

/** Any history, also ones that Shopify would not write: the bound must hold for bad input too. */
const anyHistory: fc.Arbitrary<ReturnsHistory> = fc
  .record({
    lines: fc.tuple(
      ...["1", "2", "3"].map((id) =>
        fc.record({ sent: fc.nat(3), open: fc.nat(3), now: fc.nat(6) }).map(({ sent, open, now }) =>
          aLine({
            id,
            sku: SKUS[Number(id) - 1] ?? null,
            quantity: sent + open,
            fulfilledQuantity: sent,
            unfulfilledQuantity: open,
            currentQuantity: now,
          }),
        ),
      ),
    ),
    returns: fc.array(
      fc.record({
        status: fc.constantFrom(...RETURN_STATUSES),
        createdAt: moments,
        lines: fc.array(fc.record({ lineId: lineIds, quantity: units, processedQuantity: fc.nat(2) }), {
          maxLength: 3,
        }),
      }),
      { maxLength: 3 },
    ),
    refunds: fc.array(
      fc.record({
        createdAt: moments,
        ofReturn: fc.nat(5),
        lines: fc.array(
          fc.record({
            lineId: lineIds,
            quantity: units,
            restockType: fc.constantFrom(...RESTOCK_TYPES),
            location: fc.constantFrom("warehouse" as const, "shop" as const, "none" as const),
          }),
          { maxLength: 4 },
        ),
      }),
      { maxLength: 5 },
    ),
  })
  .map(({ lines, returns, refunds }) => {
    const allReturns = returns.map(({ lines: returned, ...rest }, index): ReturnSnapshot => ({
      ...rest,
      id: String(900 + index),
      name: `#1001-R${index + 1}`,
      lines: returned.map((line, at) => ({ ...line, id: `${index}${at}`, sku: null, reason: null, note: null })),
    }));
    const allRefunds = refunds.map(({ lines: refunded, ofReturn, createdAt }, index): RefundSnapshot => ({
      id: String(800 + index),
      createdAt,
      note: null,
      returnId: allReturns[ofReturn]?.id ?? null,
      transactions: [],
      adjustments: [],
      lines: refunded.map((line, at) => ({ ...line, id: `${index}${at}`, sku: null })),
    }));
    return aHistory(lines, allRefunds, allReturns);
  });

function despatchedUnits(line: OrderLine): number {
  return line.fulfilledQuantity;
}

test("over all refunds and Returns of any history, a line's goods are never more than were despatched", () => {
  fc.assert(
    fc.property(anyHistory, policies, (history, policy) => {
      const inbound = expectedGoods(history, policy);
      for (const line of history.order.lines) {
        const awaited = inbound.flatMap(({ lines }) => lines).filter((each) => each.line.id === line.id);
        expect(awaited.reduce((sum, each) => sum + each.units, 0)).toBeLessThanOrEqual(despatchedUnits(line));
      }
    }),
    { numRuns: 500 },
  );
});

test("each refunded unit is in exactly one part of its refund", () => {
  fc.assert(
    fc.property(anyHistory, (history) => {
      for (const { source, parts } of expectedGoods(history, DEFAULT_RETURNS_POLICY)) {
        const refund = history.refunds.find(({ id }) => source.type === "refund" && id === source.id);
        const refunded = refund?.lines.reduce((sum, { quantity }) => sum + quantity, 0) ?? 0;
        expect(parts.reduce((sum, part) => sum + part.units, 0)).toBe(refunded);
      }
    }),
    { numRuns: 500 },
  );
});

test("the order in which refunds, Returns and lines are given does not matter", () => {
  fc.assert(
    fc.property(anyHistory, policies, (history, policy) => {
      const turned: ReturnsHistory = {
        order: { ...history.order, lines: history.order.lines.toReversed() },
        refunds: history.refunds.toReversed(),
        returns: history.returns.toReversed(),
      };
      expect(expectedGoods(turned, policy)).toEqual(expectedGoods(history, policy));
    }),
    { numRuns: 300 },
  );
});

/** What happens to an order over time, as Shopify's books and a customer would have it. */
type Step =
  | {
      readonly do: "despatch" | "take-off" | "refund-keep" | "refund-return";
      readonly line: number;
      readonly units: number;
    }
  | { readonly do: "open-return"; readonly line: number; readonly units: number }
  | { readonly do: "refund-of-return" | "decline" | "process" | "receive"; readonly which: number };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({
      do: fc.constantFrom(
        "despatch" as const,
        "despatch" as const,
        "take-off" as const,
        "refund-keep" as const,
        "refund-return" as const,
      ),
      line: fc.nat(2),
      units,
    }),
    fc.record({ do: fc.constant("open-return" as const), line: fc.nat(2), units }),
    fc.record({
      do: fc.constantFrom("refund-of-return" as const, "decline" as const, "process" as const, "receive" as const),
      which: fc.nat(4),
    }),
  ),
  { maxLength: 25 },
);

/** The books of one order: what Shopify would say, and what a person standing beside the parcels knows. */
class Books {
  lines = SKUS.map((sku, index) => aLine({ id: String(index + 1), sku, quantity: 6 }));
  refunds: RefundSnapshot[] = [];
  returns: ReturnSnapshot[] = [];
  documents: ReturnDocument[] = [];
  minute = 0;

  history(): ReturnsHistory {
    return aHistory(this.lines, this.refunds, this.returns);
  }

  take(step: Step): void {
    this.minute += 1;
    if ("which" in step) {
      this.onReturn(step);
      return;
    }
    const line = this.lines[step.line]!;
    const kept = line.currentQuantity - line.unfulfilledQuantity;
    const inReturns = this.inOpenReturns(line.id);
    // An unlinked refund beside an open Return would mean the Return's goods, so this customer waits for the Return.
    const refundable = inReturns > 0 ? 0 : kept;
    const most = {
      despatch: line.unfulfilledQuantity,
      "take-off": line.unfulfilledQuantity,
      "refund-keep": refundable,
      "refund-return": refundable,
      "open-return": kept - inReturns,
    };
    const moved = Math.min(step.units, most[step.do]);
    if (moved <= 0) return;
    if (step.do === "open-return") {
      this.openReturn(line.id, moved);
      return;
    }
    this.lines[step.line] =
      step.do === "despatch"
        ? {
            ...line,
            unfulfilledQuantity: line.unfulfilledQuantity - moved,
            fulfilledQuantity: line.fulfilledQuantity + moved,
          }
        : step.do === "take-off"
          ? {
              ...line,
              unfulfilledQuantity: line.unfulfilledQuantity - moved,
              currentQuantity: line.currentQuantity - moved,
            }
          : { ...line, currentQuantity: line.currentQuantity - moved };
    if (step.do !== "despatch") {
      this.refund(
        line.id,
        moved,
        { "take-off": "cancel", "refund-keep": "no-restock", "refund-return": "return" } as const,
        step.do,
        null,
      );
    }
  }

  private onReturn(step: Extract<Step, { which: number }>): void {
    if (step.do === "receive") {
      const document = this.documents[step.which];
      if (document !== undefined && documentPhase(document.status) === "open")
        this.documents[step.which] = { ...document, status: "Completed" };
      return;
    }
    const found = this.returns[step.which];
    if (found?.status !== "open") return;
    const returned = found.lines[0]!;
    const refunded = this.refunds.some(({ returnId }) => returnId === found.id);
    if (step.do === "process") {
      this.returns[step.which] = {
        ...found,
        status: "closed",
        lines: [{ ...returned, processedQuantity: returned.quantity }],
      };
    } else if (step.do === "decline" && !refunded) {
      this.returns[step.which] = { ...found, status: "declined" };
    } else if (step.do === "refund-of-return" && !refunded) {
      const index = Number(returned.lineId) - 1;
      const line = this.lines[index]!;
      this.lines[index] = { ...line, currentQuantity: line.currentQuantity - returned.quantity };
      this.refund(returned.lineId, returned.quantity, { it: "no-restock" } as const, "it", found.id);
    }
  }

  private inOpenReturns(lineId: string): number {
    return this.returns
      .filter(({ status, id }) => status !== "declined" && !this.refunds.some(({ returnId }) => returnId === id))
      .flatMap(({ lines }) => lines)
      .filter((line) => line.lineId === lineId)
      .reduce((sum, { quantity }) => sum + quantity, 0);
  }

  private openReturn(lineId: string, quantity: number): void {
    const id = String(900 + this.returns.length);
    this.returns.push({
      id,
      name: `#1001-R${this.returns.length + 1}`,
      status: "open",
      createdAt: this.now(),
      lines: [{ id: `${id}1`, lineId, sku: null, quantity, processedQuantity: 0, reason: null, note: null }],
    });
  }

  private refund<Why extends string>(
    lineId: string,
    quantity: number,
    restock: Record<Why, "cancel" | "no-restock" | "return">,
    why: Why,
    returnId: string | null,
  ): void {
    const id = String(800 + this.refunds.length);
    const restockType = restock[why];
    this.refunds.push({
      id,
      createdAt: this.now(),
      note: null,
      returnId,
      transactions: [],
      adjustments: [],
      lines: [
        {
          id: `${id}1`,
          lineId,
          sku: null,
          quantity,
          restockType,
          location: restockType === "no-restock" ? "none" : "warehouse",
        },
      ],
    });
  }

  private now(): string {
    return new Date(Date.UTC(2026, 10, 24, 12, this.minute)).toISOString();
  }
}

const salesOrders = [aSalesOrder({ status: "Partially despatched", items: SKUS.map((sku) => anItem(sku, 6)) })];

test("for any history, a second run writes nothing and gives each refund and Return at most one document", () => {
  fc.assert(
    fc.property(anyHistory, policies, fc.boolean(), (history, policy, usesLine) => {
      const plans = (documents: readonly ReturnDocument[]): ReturnPlan[] =>
        planReturns({
          history,
          salesOrders,
          documents,
          profile: aProfile(),
          returnsProfile: aReturnsProfile({ usesLine }),
          policy,
        });
      const documents = applyWrites(
        [],
        plans([]).flatMap(({ writes }) => writes),
      );
      expect(plans(documents).flatMap(({ writes }) => writes)).toEqual([]);
      const numbers = documents.map(({ number }) => number);
      expect(new Set(numbers).size).toBe(numbers.length);
    }),
    { numRuns: 500 },
  );
});

test.each(["rma-templates", "purchase-order"] as const)(
  "whatever happens, with %s: units awaited are those that come back, each announced once, and a second run writes nothing",
  (capability) => {
    fc.assert(
      fc.property(steps, fc.boolean(), (happenings, usesLine) => {
        const books = new Books();
        const run = (): ReturnPlan[] =>
          planReturns({
            history: books.history(),
            salesOrders,
            documents: books.documents,
            profile: aProfile(),
            returnsProfile: aReturnsProfile({ capability, usesLine }),
            policy: DEFAULT_RETURNS_POLICY,
          });
        for (const step of happenings) {
          books.take(step);
          for (const { writes } of run()) books.documents = applyWrites(books.documents, writes);
          expect(run().flatMap(({ writes }) => writes)).toEqual([]);
        }
        const numbers = books.documents.map(({ number }) => number);
        expect(new Set(numbers).size).toBe(numbers.length);
        expect(awaitedByDocuments(books)).toEqual(comingBack(books));
      }),
      { numRuns: 300 },
    );
  },
);

/** Units per SKU in documents that are open or received. */
function awaitedByDocuments({ documents }: Books): Record<string, number> {
  return bySku(
    documents
      .filter(({ status }) => documentPhase(status) !== "cancelled")
      .flatMap(({ items }) => items.map(({ itemCode, quantity }) => [itemCode, quantity] as const)),
  );
}

/** Units per SKU that the person beside the parcels expects: refunds restocked as returned, and Returns in force. */
function comingBack({ refunds, returns, documents }: Books): Record<string, number> {
  const received = new Set(documents.filter(({ status }) => status === "Completed").map(({ number }) => number));
  const skuOf = (lineId: string): string => SKUS[Number(lineId) - 1] ?? "";
  return bySku([
    ...refunds
      .filter(({ returnId }) => returnId === null)
      .flatMap(({ lines }) => lines)
      .filter(({ restockType }) => restockType === "return")
      .map(({ lineId, quantity }) => [skuOf(lineId), quantity] as const),
    ...returns
      .filter(({ id, status }) => status !== "declined" || received.has(`RETURN-${id}`))
      .flatMap(({ lines }) => lines)
      .map(({ lineId, quantity }) => [skuOf(lineId), quantity] as const),
  ]);
}

function bySku(entries: readonly (readonly [string, number])[]): Record<string, number> {
  return Object.fromEntries(
    SKUS.map((sku) => [sku, entries.filter(([itemCode]) => itemCode === sku).reduce((sum, [, each]) => sum + each, 0)]),
  );
}
