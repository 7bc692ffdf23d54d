import { describe, expect, test } from "@jest/globals";
import { EXCEPTION_KINDS } from "../../../domain/exceptions/exception-kinds.ts";
import {
  decideRefundKind,
  DEFAULT_RETURNS_POLICY,
  REFUND_MONEY,
  REFUND_RULES,
  REFUND_SUBJECTS,
  RESTOCK_LOCATIONS,
  RESTOCK_TYPES,
  RETURNS_POLICY_CHOICES,
} from "../../../domain/returns/refund-kind.rules.ts";
import type { GoodsMovement, RefundFacts, RefundKind } from "../../../domain/returns/refund-kind.rules.ts";
import { decideReturnState, INBOUND_STATES, RETURN_RULES } from "../../../domain/returns/return-state.rules.ts";
import type { ReturnFacts } from "../../../domain/returns/return-state.rules.ts";
import { RETURN_STATUSES } from "../../../domain/returns/returns-snapshot.ts";
import {
  decideRma,
  DOCUMENT_STATES,
  ITEM_STATES,
  RETURNS_CAPABILITIES,
  RMA_RULES,
  SENT_STATES,
} from "../../../domain/returns/rma-plan.rules.ts";
import type { RmaFacts } from "../../../domain/returns/rma-plan.rules.ts";
import { everyCombination } from "../decision-table/every-combination.ts";
import { expectPage, facts, table } from "../decision-table/generated-page.ts";

const { noRestock, restockedInShop, returnRequested, returnClosed } = RETURNS_POLICY_CHOICES;

const everyRefund = everyCombination<RefundFacts>({
  subject: REFUND_SUBJECTS,
  restock: [...RESTOCK_TYPES, "none"],
  location: RESTOCK_LOCATIONS,
  money: REFUND_MONEY,
  order: ["live", "cancelled"],
  noRestock,
  restockedInShop,
});

const everyReturn = everyCombination<ReturnFacts>({
  status: RETURN_STATUSES,
  units: ["some", "none"],
  outstanding: ["some", "none"],
  returnRequested,
  returnClosed,
});

const everyPlan = everyCombination<RmaFacts>({
  inbound: INBOUND_STATES,
  capability: RETURNS_CAPABILITIES,
  document: DOCUMENT_STATES,
  salesOrder: SENT_STATES,
  items: ITEM_STATES,
});

describe("the refund table", () => {
  test("answers every combination of facts, and every row is reached", () => {
    expect(new Set(everyRefund.map(decideRefundKind))).toEqual(new Set(REFUND_RULES));
  });

  test("goods are awaited for despatched units only, and picks shrink for unsent units only", () => {
    const subjectsWith = (goods: GoodsMovement): Set<string> =>
      new Set(everyRefund.filter((each) => decideRefundKind(each).goods === goods).map(({ subject }) => subject));
    expect(subjectsWith("coming")).toEqual(new Set(["despatched-units"]));
    expect(subjectsWith("smaller-pick")).toEqual(new Set(["unsent-units"]));
    expect(subjectsWith("told-by-return")).toEqual(new Set(["units-of-a-return"]));
  });

  const usual: RefundFacts = {
    ...DEFAULT_RETURNS_POLICY,
    subject: "despatched-units",
    restock: "return",
    location: "warehouse",
    money: "paid",
    order: "live",
  };

  test.each<[Partial<RefundFacts>, RefundKind, GoodsMovement]>([
    [{ subject: "money-only" }, "appeasement", "none"],
    [{ subject: "money-only", money: "failed" }, "failed-refund", "none"],
    [{ subject: "money-only", money: "none" }, "record-without-money", "none"],
    [{ subject: "delivery-charge" }, "delivery-charge-refunded", "none"],
    [{ subject: "duties-or-fees" }, "duties-or-fees-refunded", "none"],
    [{ subject: "line-that-ships-nothing" }, "ships-nothing", "none"],
    [{ subject: "unsent-units", restock: "cancel" }, "refunded-before-despatch", "smaller-pick"],
    [{ subject: "unsent-units", restock: "return" }, "refunded-before-despatch", "smaller-pick"],
    [{ subject: "unsent-units", restock: "no-restock", money: "none" }, "removed-by-edit", "smaller-pick"],
    [{ subject: "unsent-units", order: "cancelled", money: "none" }, "order-cancelled", "smaller-pick"],
    [{ subject: "units-of-a-return", restock: "no-restock" }, "return-refunded", "told-by-return"],
    [{}, "returned-without-return", "coming"],
    [{ money: "failed" }, "returned-without-return", "coming"],
    [{ location: "shop" }, "restocked-in-shop", "in-hand"],
    [{ location: "shop", restockedInShop: "expect-goods" }, "returned-without-return", "coming"],
    [{ restock: "no-restock" }, "keep-it", "none"],
    [{ restock: "no-restock", noRestock: "expect-goods" }, "refunded-and-awaited", "coming"],
    [{ restock: "cancel" }, "keep-it", "none"],
    [{ restock: "legacy-restock", noRestock: "expect-goods" }, "restocked-long-ago", "none"],
  ])("when %j, it is %s and goods are %s", (differs, kind, goods) => {
    expect(decideRefundKind({ ...usual, ...differs })).toMatchObject({ then: kind, goods });
  });
});

describe("the Return table", () => {
  test("answers every combination of facts, and every row is reached", () => {
    expect(new Set(everyReturn.map(decideReturnState))).toEqual(new Set(RETURN_RULES));
  });

  test("a Return that was declined or cancelled is never awaited", () => {
    const withdrawn = everyReturn.filter(({ status }) => status === "declined" || status === "cancelled");
    expect(new Set(withdrawn.map((each) => decideReturnState(each).then))).toEqual(new Set(["withdrawn"]));
  });
});

describe("the RMA table", () => {
  test("answers every combination of facts, and every row is reached", () => {
    expect(new Set(everyPlan.map(decideRma))).toEqual(new Set(RMA_RULES));
  });

  test("an RMA is created only where goods come back, the order was despatched and none is there", () => {
    for (const each of everyPlan.filter((plan) => decideRma(plan).then === "create")) {
      expect(each).toMatchObject({ inbound: "coming", salesOrder: "despatched", document: "absent" });
      expect(each.capability).not.toBe("none");
    }
  });

  test("what the warehouse has received, or has under an unknown status, is never written to", () => {
    const left = everyPlan.filter(({ document }) => document === "received" || document === "unknown-status");
    expect(left.filter((each) => ["create", "correct", "void"].includes(decideRma(each).then))).toEqual([]);
  });

  test("awaited goods never end without an announcement or a person", () => {
    const coming = everyPlan.filter(({ inbound, document }) => inbound === "coming" && document !== "received");
    const silent = coming.filter((each) => ["wait", "reduce-pick", "void"].includes(decideRma(each).then));
    expect(silent).toEqual([]);
    const nothing = coming.filter((each) => decideRma(each).then === "nothing");
    expect(new Set(nothing.map(({ document, items }) => `${document}, ${items}`))).toEqual(
      new Set(["open-same, known"]),
    );
  });

  test("a row raises an exception about returns, or has an outcome that needs no person", () => {
    for (const { then, raises } of RMA_RULES) {
      if (then === "raise") expect(raises).not.toBeNull();
      if (raises !== null) expect(EXCEPTION_KINDS[raises].about).toBe("returns");
    }
  });
});

test("the decisions are printed in the manual as they stand in the code", async () => {
  await expectPage("returns-decisions.md", [
    "# What happens with refunds and Returns",
    "",
    "Generated from the tables in `domain/returns/`. In each, read top to bottom: the first row that fits wins.",
    "",
    "A refund is taken apart first: delivery charge, duties and fees, money without lines, and each line by what",
    "happened to its units. Shopify's own quantities say which units had left, whatever restock type somebody picked:",
    "despatched units that were refunded = units sent + units still to send − units the customer has now.",
    "Over all refunds and Returns of an order, never more units are awaited than were despatched.",
    "",
    "## What a part of a refund is",
    "",
    ...table(
      ["#", "when", "it is", "goods", "because"],
      REFUND_RULES.map(({ when, then, goods, because }, index) => [
        String(index + 1),
        facts(when),
        `**${then}**`,
        goods,
        because,
      ]),
    ),
    "",
    "## How a Return stands",
    "",
    ...table(
      ["#", "when", "goods are", "because"],
      RETURN_RULES.map(({ when, then, because }, index) => [String(index + 1), facts(when), `**${then}**`, because]),
    ),
    "",
    "## What is done in Peoplevox",
    "",
    "`document` is the RMA or returns purchase order under the number made from the id of the refund or Return.",
    "",
    ...table(
      ["#", "when", "then", "a person is told", "because"],
      RMA_RULES.map(({ when, then, raises, because }, index) => [
        String(index + 1),
        facts(when),
        `**${then}**`,
        raises === null ? "–" : `${raises} (${EXCEPTION_KINDS[raises].owner})`,
        because,
      ]),
    ),
    "",
    "## What a consultant can choose",
    "",
    ...table(
      ["choice", "default", "other"],
      Object.entries(RETURNS_POLICY_CHOICES).map(([choice, values]) => {
        const usual = DEFAULT_RETURNS_POLICY[choice as keyof typeof DEFAULT_RETURNS_POLICY];
        return [choice, usual, values.filter((value) => value !== usual).join(", ")];
      }),
    ),
  ]);
});
