import { describe, expect, test } from "@jest/globals";
import { refundedAfterDespatch } from "../../../domain/returns/despatched-units.ts";
import { expectedGoods } from "../../../domain/returns/expected-goods.ts";
import type { Inbound } from "../../../domain/returns/expected-goods.ts";
import { DEFAULT_RETURNS_POLICY } from "../../../domain/returns/refund-kind.rules.ts";
import type { ReturnsPolicy } from "../../../domain/returns/refund-kind.rules.ts";
import { moneyOf } from "../../../domain/returns/refund-parts.ts";
import type { RefundSnapshot, ReturnsHistory, TransactionStatus } from "../../../domain/returns/returns-snapshot.ts";
import { byAge } from "../../../domain/returns/returns-source.ts";
import { aLine } from "../../support/order-builders.ts";
import { aHistory, aRefund, aRefundLine, aReturn, aReturnLine, aSentLine } from "./returns-builders.ts";

/** By source, in words: state and units per line. */
function inWords(history: ReturnsHistory, policy: Partial<ReturnsPolicy> = {}): string[] {
  return expectedGoods(history, { ...DEFAULT_RETURNS_POLICY, ...policy }).map(
    ({ source, state, lines }) =>
      `${source.type} ${source.id}: ${[state, ...lines.map(({ line, units }) => `${units} of ${line.id}`)].join(", ")}`,
  );
}

function partsOf(history: ReturnsHistory): string[] {
  const [inbound] = expectedGoods(history, DEFAULT_RETURNS_POLICY);
  return (inbound as Inbound).parts.map(({ kind, units }) => `${kind} ${units}`);
}

const unsent = (currentQuantity: number): ReturnType<typeof aLine> =>
  aLine({ quantity: 2, currentQuantity, unfulfilledQuantity: currentQuantity });

describe("a refund without a Return", () => {
  test("of despatched goods restocked as returned brings goods back", () => {
    expect(inWords(aHistory([aSentLine(2, 1)], [aRefund()]))).toEqual(["refund 801: coming, 1 of 11"]);
  });

  test("of goods that had not left makes the pick smaller, whatever the restock type", () => {
    for (const restockType of ["return", "cancel", "no-restock", "legacy-restock"] as const) {
      const history = aHistory([unsent(1)], [aRefund({ lines: [aRefundLine({ restockType })] })]);
      expect(expectedGoods(history, DEFAULT_RETURNS_POLICY)[0]).toMatchObject({
        state: "unsent-only",
        makesPickSmaller: true,
        lines: [],
      });
    }
  });

  test("of units that had not left stays so after the rest of the line has been despatched", () => {
    const line = aLine({ quantity: 3, currentQuantity: 2, unfulfilledQuantity: 0, fulfilledQuantity: 2 });
    expect(inWords(aHistory([line], [aRefund()]), { noRestock: "expect-goods" })).toEqual(["refund 801: unsent-only"]);
  });

  test("of both kinds of unit is split: goods come back for one part, the pick is smaller by the other", () => {
    const line = aLine({ quantity: 3, currentQuantity: 1, unfulfilledQuantity: 1, fulfilledQuantity: 1 });
    const history = aHistory([line], [aRefund({ lines: [aRefundLine({ quantity: 2 })] })]);
    expect(expectedGoods(history, DEFAULT_RETURNS_POLICY)[0]).toMatchObject({
      state: "coming",
      makesPickSmaller: true,
      lines: [{ units: 1, outstanding: 1 }],
    });
    expect(partsOf(history)).toEqual(["returned-without-return 1", "refunded-before-despatch 1"]);
  });

  test("of several lines brings back each line's units", () => {
    const lines = [aSentLine(2, 1), aSentLine(3, 3, { id: "12", sku: "MUG" }), aSentLine(1, 1, { id: "13" })];
    const refund = aRefund({
      lines: [
        aRefundLine(),
        aRefundLine({ id: "8012", lineId: "12", quantity: 3 }),
        aRefundLine({ id: "8013", lineId: "13", restockType: "no-restock" }),
      ],
    });
    expect(inWords(aHistory(lines, [refund]))).toEqual(["refund 801: coming, 1 of 11, 3 of 12"]);
    expect(inWords(aHistory(lines, [refund]), { noRestock: "expect-goods" })).toEqual([
      "refund 801: coming, 1 of 11, 3 of 12, 1 of 13",
    ]);
  });

  test("repeated for the same line is counted together, never above what was despatched", () => {
    const second = aRefund({ id: "802", createdAt: "2026-11-25T12:00:00Z", lines: [aRefundLine({ quantity: 2 })] });
    expect(inWords(aHistory([aSentLine(2, 2)], [aRefund(), second]))).toEqual([
      "refund 801: coming, 1 of 11",
      "refund 802: coming, 1 of 11",
    ]);
  });

  test("restocked as returned has the first claim to despatched units, before older refunds without restock", () => {
    const line = aLine({ quantity: 3, currentQuantity: 1, unfulfilledQuantity: 1, fulfilledQuantity: 1 });
    const older = aRefund({ lines: [aRefundLine({ restockType: "cancel" })] });
    const newer = aRefund({ id: "802", createdAt: "2026-11-25T12:00:00Z" });
    expect(inWords(aHistory([line], [newer, older]))).toEqual([
      "refund 801: unsent-only",
      "refund 802: coming, 1 of 11",
    ]);
  });

  test("restocked at the warehouse claims despatched units before an older one restocked at a shop", () => {
    const line = aLine({ quantity: 3, currentQuantity: 1, unfulfilledQuantity: 1, fulfilledQuantity: 1 });
    const older = aRefund({ lines: [aRefundLine({ location: "shop" })] });
    const newer = aRefund({ id: "802", createdAt: "2026-11-25T12:00:00Z" });
    expect(inWords(aHistory([line], [older, newer]))).toEqual([
      "refund 801: unsent-only",
      "refund 802: coming, 1 of 11",
    ]);
  });

  test("of a gift card or a service brings nothing back and leaves the pick alone", () => {
    for (const differs of [{ isGiftCard: true }, { requiresShipping: false }]) {
      const [inbound] = expectedGoods(aHistory([aSentLine(1, 1, differs)], [aRefund()]), DEFAULT_RETURNS_POLICY);
      expect(inbound).toMatchObject({ state: "nothing", makesPickSmaller: false, parts: [{ kind: "ships-nothing" }] });
    }
  });

  test("of a line that the order does not show any more is taken as unsent", () => {
    const refund = aRefund({ lines: [aRefundLine({ lineId: "99" })] });
    expect(inWords(aHistory([aSentLine(2, 1)], [refund]))).toEqual(["refund 801: unsent-only"]);
  });
});

describe("the parts of a refund", () => {
  const sent = [aSentLine(2, 1)];

  test.each<[string, Partial<RefundSnapshot>, string[]]>([
    ["money alone is goodwill", { lines: [] }, ["appeasement 0"]],
    [
      "a delivery charge alone",
      { lines: [], adjustments: [{ kind: "shipping", amount: "4.00" }] },
      ["delivery-charge-refunded 0"],
    ],
    [
      "duties alone",
      { lines: [], adjustments: [{ kind: "duties-or-fees", amount: "4.00" }] },
      ["duties-or-fees-refunded 0"],
    ],
    [
      "a line with delivery charge, and money without a reason, which is no part of its own",
      {
        adjustments: [
          { kind: "shipping", amount: "4.00" },
          { kind: "discrepancy", amount: "1.00" },
        ],
      },
      ["returned-without-return 1", "delivery-charge-refunded 0"],
    ],
    ["nothing at all", { lines: [], transactions: [] }, ["record-without-money 0"]],
  ])("%s", (_case, differs, parts) => {
    expect(partsOf(aHistory(sent, [aRefund(differs)]))).toEqual(parts);
  });

  test("of a cancelled order say that the order was cancelled", () => {
    const history = aHistory(
      [unsent(0)],
      [aRefund({ lines: [aRefundLine({ quantity: 2 })] })],
      [],
      "2026-11-24T12:00Z",
    );
    expect(partsOf(history)).toEqual(["order-cancelled 2"]);
  });

  test.each<[TransactionStatus[], string]>([
    [[], "none"],
    [["failure"], "failed"],
    [["failure", "pending"], "pending"],
    [["pending", "success"], "paid"],
  ])("money with transactions %j is %s", (statuses, money) => {
    const transactions = statuses.map((status, index) => ({ id: String(index), status, amount: "1.00" }));
    expect(moneyOf({ transactions })).toBe(money);
  });
});

describe("a Return", () => {
  const sent = [aSentLine(2, 0)];

  test.each<[Parameters<typeof aReturn>[0], Partial<ReturnsPolicy>, string]>([
    [{}, {}, "coming, 1 of 11"],
    [{ status: "requested" }, {}, "requested, 1 of 11"],
    [{ status: "requested" }, { returnRequested: "expect-goods" }, "coming, 1 of 11"],
    [{ status: "declined" }, {}, "withdrawn"],
    [{ status: "cancelled" }, {}, "withdrawn"],
    [{ status: "closed" }, {}, "coming, 1 of 11"],
    [{ status: "closed" }, { returnClosed: "nothing-comes" }, "closed, 1 of 11"],
    [{ status: "closed", lines: [aReturnLine({ processedQuantity: 1 })] }, {}, "received, 1 of 11"],
    [{ lines: [] }, {}, "nothing"],
    [{ lines: [aReturnLine({ quantity: 5 })] }, {}, "coming, 2 of 11"],
    [{ lines: [aReturnLine({ lineId: "99" })] }, {}, "nothing"],
  ])("%j with policy %j is %s", (differs, policy, expected) => {
    expect(inWords(aHistory(sent, [], [aReturn(differs)]), policy)).toEqual([`return 901: ${expected}`]);
  });

  test("awaits only what has not been dealt with in Shopify", () => {
    const from = aReturn({ lines: [aReturnLine({ quantity: 2, processedQuantity: 1 })] });
    const [inbound] = expectedGoods(aHistory(sent, [], [from]), DEFAULT_RETURNS_POLICY);
    expect(inbound?.lines).toMatchObject([{ units: 2, outstanding: 1, reason: "SIZE_TOO_SMALL" }]);
  });

  test("tells of the goods instead of its refund", () => {
    const refund = aRefund({ returnId: "901", lines: [aRefundLine({ restockType: "no-restock" })] });
    expect(inWords(aHistory([aSentLine(2, 1)], [refund], [aReturn()]))).toEqual([
      "return 901: coming, 1 of 11",
      "refund 801: nothing",
    ]);
  });

  test("tells of the goods of a later refund that nobody linked to it", () => {
    expect(inWords(aHistory([aSentLine(2, 1)], [aRefund()], [aReturn()]))).toEqual([
      "return 901: coming, 1 of 11",
      "refund 801: nothing",
    ]);
  });

  test("tells of as many unlinked units as it has, and a further refund speaks for itself", () => {
    const further = aRefund({ id: "802", createdAt: "2026-11-25T12:00:00Z" });
    expect(inWords(aHistory([aSentLine(3, 2)], [aRefund(), further], [aReturn()]))).toEqual([
      "return 901: coming, 1 of 11",
      "refund 801: nothing",
      "refund 802: coming, 1 of 11",
    ]);
  });

  test("that came after a refund is about other goods", () => {
    const from = aReturn({ createdAt: "2026-11-24T13:00:00Z" });
    expect(inWords(aHistory([aSentLine(2, 1)], [aRefund()], [from]))).toEqual([
      "refund 801: coming, 1 of 11",
      "return 901: coming, 1 of 11",
    ]);
  });

  test("that is refunded already leaves a further refund to speak for itself", () => {
    const linked = aRefund({ returnId: "901" });
    const further = aRefund({ id: "802", createdAt: "2026-11-25T12:00:00Z" });
    expect(inWords(aHistory([aSentLine(2, 2)], [linked, further], [aReturn()]))).toEqual([
      "return 901: coming, 1 of 11",
      "refund 801: nothing",
      "refund 802: coming, 1 of 11",
    ]);
  });

  test("that was declined leaves its unlinked refund to speak for itself", () => {
    expect(inWords(aHistory([aSentLine(2, 1)], [aRefund()], [aReturn({ status: "declined" })]))).toEqual([
      "return 901: withdrawn",
      "refund 801: coming, 1 of 11",
    ]);
  });

  test("that was not read stops the run, since its goods would be forgotten", () => {
    expect(() => inWords(aHistory([aSentLine(2, 1)], [aRefund({ returnId: "999" })]))).toThrow(
      /Refund 801 of #1001 belongs to Return 999, which was not read.*read_returns/,
    );
  });
});

test("refunds and Returns are told oldest first; of the same moment, the smaller id first", () => {
  const at = (id: string, createdAt: string): { id: string; createdAt: string } => ({ id, createdAt });
  const [first, second, third, fourth] = [
    at("9", "2026-11-24T10:00:00Z"),
    at("10", "2026-11-24T10:00:00Z"),
    at("11", "2026-11-24T10:00:00Z"),
    at("1", "2026-11-24T10:00:01Z"),
  ];
  expect([fourth, third, first, second].sort(byAge)).toEqual([first, second, third, fourth]);
  expect([first, second, third, fourth].sort(byAge)).toEqual([first, second, third, fourth]);
});

test.each([
  [{ fulfilledQuantity: 2, unfulfilledQuantity: 1, currentQuantity: 2 }, 1],
  [{ fulfilledQuantity: 2, unfulfilledQuantity: 0, currentQuantity: 3 }, 0],
  [{ fulfilledQuantity: 1, unfulfilledQuantity: 3, currentQuantity: 2 }, 1],
])("of %j, %i units were refunded after despatch", (line, units) => {
  expect(refundedAfterDespatch(line)).toBe(units);
});
