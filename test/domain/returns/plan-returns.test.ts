import { describe, expect, test } from "@jest/globals";
import { planReturns, returnDocumentNumbers } from "../../../domain/returns/plan-returns.ts";
import type { ReturnPlan, ReturnsPlanInput } from "../../../domain/returns/plan-returns.ts";
import { DEFAULT_RETURNS_POLICY } from "../../../domain/returns/refund-kind.rules.ts";
import { documentPhase, returnDocumentNumber } from "../../../domain/returns/return-document.ts";
import type { ReturnDocument } from "../../../domain/returns/return-document.ts";
import { anItem, aProfile, aSalesOrder } from "../../support/order-builders.ts";
import {
  aHistory,
  aRefund,
  aRefundLine,
  aReturn,
  aReturnLine,
  aReturnsProfile,
  aSentLine,
} from "./returns-builders.ts";
import { applyWrites } from "./returns-on-paper.ts";

const despatched = aSalesOrder({ status: "Despatched", items: [anItem("TEE", 2), anItem("MUG", 3)] });

function inputOf(differs: Partial<ReturnsPlanInput> = {}): ReturnsPlanInput {
  return {
    history: aHistory([aSentLine(2, 1)], [aRefund()]),
    salesOrders: [despatched],
    documents: [],
    profile: aProfile(),
    returnsProfile: aReturnsProfile(),
    policy: DEFAULT_RETURNS_POLICY,
    ...differs,
  };
}

function plan(differs: Partial<ReturnsPlanInput> = {}): ReturnPlan {
  const [first] = planReturns(inputOf(differs));
  return first as ReturnPlan;
}

function aDocument(differs: Partial<ReturnDocument> = {}): ReturnDocument {
  return { number: "REFUND-801", status: "Open", items: [{ itemCode: "TEE", quantity: 1, line: null }], ...differs };
}

describe("planReturns", () => {
  test("announces goods of a refund as an RMA with its item", () => {
    expect(plan()).toMatchObject({
      outcome: "create",
      number: "REFUND-801",
      salesOrderNumber: "1001",
      raises: null,
      writes: [
        {
          template: "rmas",
          rows: [
            {
              RmaNumber: "REFUND-801",
              SalesOrderNumber: "1001",
              CustomerName: "Ann Lee",
              Comment: "refund 801 of #1001 in Shopify",
            },
          ],
        },
        {
          template: "rmaItems",
          rows: [
            { RmaNumber: "REFUND-801", ItemCode: "TEE", Quantity: "1", Reason: "", ExpectedState: "", Comment: "" },
          ],
        },
      ],
    });
  });

  test("maps the reason and condition of a Return, and sends no reason that has no entry", () => {
    const returnsProfile = aReturnsProfile({
      usesLine: true,
      reasons: { SIZE_TOO_SMALL: "FIT" },
      conditions: { DEFECTIVE: "Damaged" },
      expectedState: "Good",
      refundReason: "OTHER",
    });
    const lines = [
      aReturnLine({ note: "Too tight." }),
      aReturnLine({ id: "9012", lineId: "12", reason: "DEFECTIVE" }),
      aReturnLine({ id: "9013", lineId: "12345678901234567", reason: null }),
    ];
    const history = aHistory(
      [
        aSentLine(2, 0),
        aSentLine(3, 0, { id: "12", sku: "MUG" }),
        aSentLine(1, 0, { id: "12345678901234567", sku: "MUG" }),
      ],
      [],
      [aReturn({ lines })],
    );
    expect(plan({ returnsProfile, history }).writes[1]?.rows).toEqual([
      {
        RmaNumber: "RETURN-901",
        Line: "11",
        ItemCode: "TEE",
        Quantity: "1",
        Reason: "FIT",
        ExpectedState: "Good",
        Comment: "Too tight.",
      },
      {
        RmaNumber: "RETURN-901",
        Line: "12",
        ItemCode: "MUG",
        Quantity: "1",
        Reason: "",
        ExpectedState: "Damaged",
        Comment: "",
      },
      {
        RmaNumber: "RETURN-901",
        Line: "",
        ItemCode: "MUG",
        Quantity: "1",
        Reason: "OTHER",
        ExpectedState: "Good",
        Comment: "",
      },
    ]);
  });

  test("uses a returns purchase order where the tenant has no RMA template", () => {
    const returnsProfile = aReturnsProfile({ capability: "purchase-order", supplier: "RETURNS" });
    expect(plan({ returnsProfile }).writes).toEqual([
      {
        template: "purchaseOrders",
        rows: [
          {
            PurchaseOrderNumber: "REFUND-801",
            Status: "Pending",
            Reference: "#1001 refund 801",
            Supplier: "RETURNS",
          },
        ],
      },
      {
        template: "purchaseOrderItems",
        rows: [{ PurchaseOrderNumber: "REFUND-801", ItemCode: "TEE", Quantity: "1", Status: "Pending" }],
      },
    ]);
    const [header] = plan({ returnsProfile: { ...returnsProfile, supplier: "" } }).writes;
    expect(header?.rows[0]).not.toHaveProperty("Supplier");
  });

  test("puts lines that share an ItemCode into one row", () => {
    const history = aHistory(
      [aSentLine(2, 1), aSentLine(2, 2, { id: "12" })],
      [aRefund({ note: "Sorry", lines: [aRefundLine(), aRefundLine({ id: "8012", lineId: "12", quantity: 2 })] })],
    );
    expect(plan({ history }).writes[1]?.rows).toMatchObject([{ ItemCode: "TEE", Quantity: "3", Comment: "Sorry" }]);
  });

  test("running twice makes one RMA", () => {
    const documents = applyWrites([], plan().writes);
    expect(plan({ documents })).toMatchObject({ outcome: "nothing", facts: { document: "open-same" }, writes: [] });
  });

  test("takes no notice of line numbers that Peoplevox gave itself", () => {
    const items = [{ itemCode: "TEE", quantity: 1, line: "1" }];
    expect(plan({ documents: [aDocument({ items })] })).toMatchObject({ outcome: "nothing", writes: [] });
  });

  test("finishes an RMA whose items were not written", () => {
    const again = plan({ documents: [aDocument({ items: [] })] });
    expect(again.outcome).toBe("correct");
    expect(again.writes).toMatchObject([{ template: "rmaItems", rows: [{ ItemCode: "TEE", Quantity: "1" }] }]);
  });

  test("cancels an RMA whose items were not written once its Return is dealt with", () => {
    const history = aHistory([aSentLine(2, 0)], [], [aReturn({ lines: [aReturnLine({ processedQuantity: 1 })] })]);
    const documents = [aDocument({ number: "RETURN-901", items: [] })];
    expect(plan({ history, documents })).toMatchObject({
      outcome: "void",
      writes: [{ template: "rmas", rows: [{ RmaNumber: "RETURN-901", Status: "Cancelled" }] }],
    });
    const finished = [aDocument({ number: "RETURN-901" })];
    expect(plan({ history, documents: finished })).toMatchObject({ outcome: "nothing", writes: [] });
  });

  test.each(["rma-templates", "purchase-order"] as const)("corrects units that changed, with %s", (capability) => {
    const returnsProfile = aReturnsProfile({ capability, usesLine: true });
    const history = aHistory(
      [aSentLine(3, 0), aSentLine(3, 0, { id: "12", sku: "MUG" })],
      [],
      [aReturn({ lines: [aReturnLine({ quantity: 2 }), aReturnLine({ id: "9012", lineId: "12" })] })],
    );
    const documents = [
      aDocument({
        number: "RETURN-901",
        items: [
          { itemCode: "TEE", quantity: 3, line: "11" },
          { itemCode: "HAT", quantity: 1, line: "13" },
        ],
      }),
    ];
    const corrected = plan({ returnsProfile, history, documents });
    expect(corrected.outcome).toBe("correct");
    const rows = corrected.writes.flatMap((write) => write.rows.map(({ ItemCode, Quantity }) => [ItemCode, Quantity]));
    expect(rows).toEqual([
      ["MUG", "1"],
      ["TEE", "2"],
      ["HAT", "0"],
    ]);
    const after = applyWrites(documents, corrected.writes);
    expect(plan({ returnsProfile, history, documents: after })).toMatchObject({ outcome: "nothing", writes: [] });
  });

  test("leaves an RMA alone whose goods were partly dealt with in Shopify meanwhile", () => {
    const lines = [aReturnLine({ quantity: 2, processedQuantity: 1 })];
    const history = aHistory([aSentLine(2, 0)], [], [aReturn({ lines })]);
    const documents = [aDocument({ number: "RETURN-901", items: [{ itemCode: "TEE", quantity: 2, line: null }] })];
    expect(plan({ history, documents }).outcome).toBe("nothing");
    expect(plan({ history }).writes[1]?.rows[0]).toMatchObject({ Quantity: "1" });
  });

  test.each([
    ["rma-templates", { template: "rmas", rows: [{ RmaNumber: "RETURN-901", Status: "Cancelled" }] }],
    [
      "purchase-order",
      { template: "purchaseOrders", rows: [{ PurchaseOrderNumber: "RETURN-901", Status: "Cancelled" }] },
    ],
  ] as const)("voids what announces a Return that was declined, with %s", (capability, write) => {
    const history = aHistory([aSentLine(2, 0)], [], [aReturn({ status: "declined" })]);
    const documents = [aDocument({ number: "RETURN-901" })];
    const voided = plan({ history, documents, returnsProfile: aReturnsProfile({ capability }) });
    expect(voided).toMatchObject({ outcome: "void", writes: [write] });
  });

  test("announces what it knows, and tells merchandising of the rest", () => {
    const history = aHistory(
      [
        aSentLine(2, 1),
        aSentLine(1, 1, { id: "12", sku: "HAT", title: "Hat" }),
        aSentLine(1, 1, { id: "13", sku: null }),
      ],
      [
        aRefund({
          lines: [
            aRefundLine(),
            aRefundLine({ id: "8012", lineId: "12" }),
            aRefundLine({ id: "8013", lineId: "13", sku: null }),
          ],
        }),
      ],
    );
    expect(plan({ history })).toMatchObject({
      outcome: "create",
      raises: "return-unknown-sku",
      unknownItems: ["Hat (HAT)", "Tee"],
      writes: [{}, { rows: [{ ItemCode: "TEE" }] }],
    });
    const none = aHistory([aSentLine(1, 1, { sku: "HAT" })], [aRefund()]);
    expect(plan({ history: none })).toMatchObject({ outcome: "raise", raises: "return-unknown-sku", writes: [] });
  });

  test("needs a despatched Sales Order", () => {
    expect(plan({ salesOrders: [] })).toMatchObject({ raises: "return-without-sales-order", salesOrderNumber: null });
    expect(plan({ salesOrders: [aSalesOrder()] })).toMatchObject({ facts: { salesOrder: "not-despatched" } });
  });

  test("leaves the customer's name empty where the order has no address", () => {
    const { order, ...rest } = inputOf().history;
    const history = { ...rest, order: { ...order, shippingAddress: null } };
    expect(plan({ history }).writes[0]?.rows[0]).toMatchObject({ CustomerName: "" });
  });

  test("names the Sales Order of the lineage that has most of the items", () => {
    const first = aSalesOrder({ status: "Despatched", items: [anItem("MUG", 1)] });
    const replacement = aSalesOrder({ salesOrderNumber: "1001-R1", status: "Despatched", items: [anItem("TEE", 2)] });
    expect(plan({ salesOrders: [first, replacement] }).salesOrderNumber).toBe("1001-R1");
  });

  test("a unit that a received RMA announces is not announced again for another refund", () => {
    const line = aSentLine(2, 1, { currentQuantity: 1 });
    const older = aRefund({ lines: [aRefundLine({ restockType: "no-restock" })] });
    const newer = aRefund({ id: "802", createdAt: "2026-11-25T12:00:00Z" });
    const plans = planReturns(
      inputOf({
        history: aHistory([line, aSentLine(1, 0, { id: "12" })], [older, newer]),
        policy: { ...DEFAULT_RETURNS_POLICY, noRestock: "expect-goods" },
        documents: [aDocument({ status: "Completed" })],
      }),
    );
    expect(plans.map(({ number, outcome }) => [number, outcome])).toEqual([
      ["REFUND-801", "nothing"],
      ["REFUND-802", "reduce-pick"],
    ]);
  });

  test("a received RMA speaks for the line that brought goods, not for one handed in at a shop", () => {
    const line = aSentLine(1, 0, { quantity: 2, currentQuantity: 0 });
    const older = aRefund({ lines: [aRefundLine({ lineId: "12", restockType: "no-restock" })] });
    const lines = [
      aRefundLine({ id: "8021", location: "shop" }),
      aRefundLine({ id: "8022", lineId: "12", restockType: "no-restock" }),
    ];
    const newer = aRefund({ id: "802", createdAt: "2026-11-25T12:00:00Z", lines });
    const plans = planReturns(
      inputOf({
        history: aHistory([line, { ...line, id: "12" }], [older, newer]),
        policy: { ...DEFAULT_RETURNS_POLICY, noRestock: "expect-goods" },
        documents: [aDocument({ number: "REFUND-802", status: "Completed" })],
      }),
    );
    expect(plans.map(({ number, outcome }) => [number, outcome])).toEqual([
      ["REFUND-801", "reduce-pick"],
      ["REFUND-802", "nothing"],
    ]);
  });

  test("a cancelled document announces nothing, and lines the order does not show are left out", () => {
    const history = aHistory(
      [aSentLine(2, 1)],
      [aRefund({ lines: [aRefundLine(), aRefundLine({ id: "8012", lineId: "99" })] })],
    );
    expect(plan({ history, documents: [aDocument({ status: "Cancelled" })] })).toMatchObject({
      raises: "rma-cancelled-in-warehouse",
    });
    expect(plan({ history, documents: [aDocument()] }).outcome).toBe("nothing");
  });

  test("two lines of one refund for the same order line share what is announced", () => {
    const lines = [aRefundLine(), aRefundLine({ id: "8012", restockType: "no-restock" })];
    const history = aHistory([aSentLine(2, 1)], [aRefund({ lines })]);
    const kinds = plan({ history, documents: [aDocument()] }).inbound.parts.map(({ kind, units }) => [kind, units]);
    expect(kinds).toEqual([
      ["returned-without-return", 1],
      ["refunded-before-despatch", 1],
    ]);
  });
});

describe("the number of a document", () => {
  test("is made from the id of the refund or Return", () => {
    const history = aHistory([aSentLine(1, 1)], [aRefund()], [aReturn()]);
    expect(returnDocumentNumbers(history, aReturnsProfile())).toEqual(["RETURN-901", "REFUND-801"]);
  });

  test("is refused rather than cut when Peoplevox would not take it", () => {
    const id = "123456789012345678";
    expect(returnDocumentNumber({ type: "refund", id }, aReturnsProfile())).toBe(`REFUND-${id}`);
    const numberPrefix = { refund: "R-", return: "OUR-SHOP-RETURN-" };
    expect(() => returnDocumentNumber({ type: "return", id }, { numberPrefix })).toThrow(
      `The number "OUR-SHOP-RETURN-${id}" has 34 characters; Peoplevox takes 30.`,
    );
  });
});

test.each([
  ["Open", "open"],
  [" pending ", "open"],
  ["Completed with discrepancies", "received"],
  ["Complete", "received"],
  ["CANCELLED", "cancelled"],
  ["Deleted", "cancelled"],
  ["In quarantine", "unknown"],
])("a document with status %j is %s", (status, phase) => {
  expect(documentPhase(status)).toBe(phase);
});

test("a document with a status nobody mapped is left alone, and a person is told", () => {
  expect(plan({ documents: [aDocument({ status: "In quarantine", items: [] })] })).toMatchObject({
    outcome: "raise",
    raises: "rma-failed",
    writes: [],
  });
});
