import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import cancelRma from "../../../actions/peoplevox/cancel-rma/cancel-rma.ts";
import createRma from "../../../actions/peoplevox/create-rma/create-rma.ts";
import type { ReturnsReport } from "../../../actions/peoplevox/create-rma/returns-report.ts";
import type { ReturnsHistory } from "../../../domain/returns/returns-snapshot.ts";
import { stagedReturnDocuments } from "../../../runtime/examples/return-documents.ts";
import {
  aHistory,
  aRefund,
  aRefundLine,
  aReturn,
  aReturnLine,
  aSentLine,
} from "../../domain/returns/returns-builders.ts";
import { anItem } from "../../support/order-builders.ts";
import { runAction } from "../../support/run-component.ts";
import { openWarehouseFloor } from "../../support/warehouse-floor.ts";
import type { WarehouseFloor } from "../../support/warehouse-floor.ts";

let floor: WarehouseFloor;

/** Sales Order 1001 with two TEE and one HAT, despatched unless told otherwise. */
async function open(profile: Record<string, unknown> = {}, tenant: Record<string, unknown> = {}, despatched = true) {
  floor = await openWarehouseFloor(profile, tenant);
  await floor.importOrder("1001", [anItem("TEE", 2, "11"), anItem("HAT", 1, "12")]);
  if (despatched) despatch();
}

function despatch() {
  for (const action of ["pick-all", "pack", "despatch"] as const) floor.step({ action, salesOrderNumber: "1001" });
}

const reopen = async (...args: Parameters<typeof open>) => {
  await floor.close();
  await open(...args);
};

beforeEach(() => open());
afterEach(() => floor.close());

const documents = () => stagedReturnDocuments(floor.sandbox);
const rows = (template: string) => [...floor.sandbox.tenant.template(template).rows()];

async function create(returns: ReturnsHistory, props: Record<string, unknown> = {}) {
  const { result, summary } = await runAction(createRma, { ...floor.props, returns, ...props });
  return { report: result as ReturnsReport, summary };
}

async function cancel(returns: ReturnsHistory) {
  const { result, summary } = await runAction(cancelRma, { ...floor.props, returns });
  return { report: result as ReturnsReport, summary };
}

const HAT = { id: "12", sku: "HAT", title: "Hat" };
const sentTee = (refunded: number) => aSentLine(2, refunded);
const sentHat = (refunded: number) => aSentLine(1, refunded, HAT);
const openReturn = aHistory([sentTee(0), sentHat(0)], [], [aReturn()]);
const declined = aHistory([sentTee(0), sentHat(0)], [], [aReturn({ status: "declined" })]);
const refunded = aHistory([sentTee(1), sentHat(0)], [aRefund()]);

describe("one RMA for what comes back", () => {
  test("a Return makes an RMA with its Sales Order, customer, items and a reason", async () => {
    const reason = floor.sandbox.tenant.profile.returnReasons[0]?.Code ?? "";
    await reopen({}, { returns: { reasons: { SIZE_TOO_SMALL: reason }, expectedState: "Unworn" } });
    const line = aReturnLine({ reason: "size-too-small", note: "sleeves" });
    const { report, summary } = await create(aHistory([sentTee(0)], [], [aReturn({ lines: [line] })]));
    expect(summary).toBe("#1001: RMA RETURN-901 created for Return #1001-R1 (1 × TEE)");
    expect(report).toMatchObject({
      inStep: true,
      exceptions: [],
      toCancel: 0,
      returns: [{ outcome: "create", units: 1 }],
    });
    expect(rows("RMAs")).toMatchObject([
      { RmaNumber: "RETURN-901", SalesOrderNumber: "1001", CustomerName: "Ann Lee" },
    ]);
    expect(rows("RMA items")).toMatchObject([
      { ItemCode: "TEE", Quantity: "1", Reason: reason, ExpectedState: "Unworn", Comment: "sleeves" },
    ]);
  });

  test("running twice makes one, and the second run writes nothing", async () => {
    await create(openReturn);
    floor.sandbox.requests.reset();
    const { summary } = await create(openReturn);
    expect(summary).toBe("#1001: nothing to do. Return #1001-R1: The warehouse awaits the goods already.");
    expect(floor.sandbox.requests.records().map(({ operation }) => operation)).not.toContain("SaveData");
    expect(documents()).toEqual([{ type: "rma", number: "RETURN-901", status: "Open", units: { TEE: 1 } }]);
  });

  test("two runs at the same moment make one", async () => {
    await Promise.all([create(openReturn), create(openReturn)]);
    expect(documents()).toEqual([{ type: "rma", number: "RETURN-901", status: "Open", units: { TEE: 1 } }]);
  });

  test("a Return and its refund make one, whichever comes first", async () => {
    const both = aHistory([sentTee(1), sentHat(0)], [aRefund()], [aReturn()]);
    await create(openReturn);
    await create(both);
    expect(documents()).toEqual([{ type: "rma", number: "RETURN-901", status: "Open", units: { TEE: 1 } }]);
    await reopen();
    await create(refunded);
    const later = aReturn({ createdAt: "2026-11-24T13:00:00Z" });
    await create(aHistory([sentTee(1), sentHat(0)], [aRefund()], [later]));
    const units = documents().reduce((sum, document) => sum + (document.units["TEE"] ?? 0), 0);
    expect(units).toBe(2);
  });

  test("two refunds of one order make two, and together no more than was sent", async () => {
    const second = aRefund({ id: "802", lines: [aRefundLine({ id: "8021" })], createdAt: "2026-11-24T13:00:00Z" });
    await create(aHistory([sentTee(2)], [aRefund(), second]));
    expect(documents().map(({ number, units }) => [number, units])).toEqual([
      ["REFUND-801", { TEE: 1 }],
      ["REFUND-802", { TEE: 1 }],
    ]);
  });

  test("never announces more than Peoplevox despatched, whatever Shopify counts as fulfilled", async () => {
    const five = aReturn({ lines: [aReturnLine({ quantity: 5 })] });
    await create(aHistory([aSentLine(5, 0)], [], [five]));
    expect(documents()).toEqual([{ type: "rma", number: "RETURN-901", status: "Open", units: { TEE: 2 } }]);
  });

  test("counts what the report of despatches says left, where the profile wants that", async () => {
    await reopen({}, { returns: { despatchedUnits: "despatch-summary" } });
    // The sandbox takes an edit after despatch: the line now says 5, but 2 left.
    await floor.importOrder("1001", [anItem("TEE", 5, "11")]);
    await create(aHistory([aSentLine(5, 0)], [], [aReturn({ lines: [aReturnLine({ quantity: 5 })] })]));
    expect(documents()).toMatchObject([{ number: "RETURN-901", units: { TEE: 2 } }]);
  });

  test("what was announced is corrected when the Return grows", async () => {
    await create(openReturn);
    const grown = aReturn({
      lines: [aReturnLine({ quantity: 2 }), aReturnLine({ id: "9012", lineId: "12", sku: "HAT" })],
    });
    const { report } = await create(aHistory([sentTee(0), sentHat(0)], [], [grown]));
    expect(report).toMatchObject({ inStep: true, returns: [{ outcome: "correct", document: "open-same" }] });
    expect(documents()).toMatchObject([{ units: { TEE: 2, HAT: 1 } }]);
  });

  test("an order without refunds and Returns costs no request", async () => {
    floor.sandbox.requests.reset();
    const { summary } = await create(aHistory([sentTee(0)], []));
    expect(summary).toBe("#1001: no refund and no Return");
    expect(floor.sandbox.requests.records()).toEqual([]);
  });
});

describe("no RMA", () => {
  test.each([
    ["an appeasement", aHistory([sentTee(0)], [aRefund({ lines: [] })])],
    [
      "a refunded delivery charge",
      aHistory([sentTee(0)], [aRefund({ lines: [], adjustments: [{ kind: "shipping", amount: "4.00" }] })]),
    ],
    [
      "goods the customer keeps",
      aHistory([sentTee(1)], [aRefund({ lines: [aRefundLine({ restockType: "no-restock", location: "none" })] })]),
    ],
    ["goods handed in at a shop", aHistory([sentTee(1)], [aRefund({ lines: [aRefundLine({ location: "shop" })] })])],
    ["a Return that waits for approval", aHistory([sentTee(0)], [], [aReturn({ status: "requested" })])],
  ])("for %s", async (_what, history) => {
    const { report } = await create(history);
    expect(report).toMatchObject({ inStep: true, done: [], exceptions: [] });
    expect(documents()).toEqual([]);
  });

  test("for units refunded before despatch: an order edit makes the pick smaller", async () => {
    await reopen({}, {}, false);
    const unsent = aSentLine(2, 0, { currentQuantity: 1, unfulfilledQuantity: 1, fulfilledQuantity: 0 });
    const { report } = await create(aHistory([unsent], [aRefund({ lines: [aRefundLine({ restockType: "cancel" })] })]));
    expect(report).toMatchObject({ inStep: true, returns: [{ outcome: "reduce-pick" }] });
    expect(documents()).toEqual([]);
  });

  test("for an order that Peoplevox does not have, or has not sent: customer service is told", async () => {
    await reopen({}, {}, false);
    const unsent = await create(openReturn);
    expect(unsent.report).toMatchObject({
      inStep: false,
      stillOpen: ["return-without-sales-order"],
      exceptions: [
        {
          owner: "customer-service",
          lineage: "#1001",
          whatWasChanged: "Nothing was changed in Peoplevox.",
          wanted: [{ itemCode: "TEE", quantity: 1 }],
        },
      ],
    });
    expect(documents()).toEqual([]);
  });

  test("for an item that was not despatched: merchandising is told, the rest is announced", async () => {
    const mug = aSentLine(1, 0, { id: "13", sku: "MUG", title: "Mug" });
    const lines = [aReturnLine(), aReturnLine({ id: "9013", lineId: "13", sku: "MUG" })];
    const { report } = await create(aHistory([sentTee(0), mug], [], [aReturn({ lines })]));
    expect(report.exceptions).toMatchObject([
      { kind: "return-unknown-sku", owner: "merchandising", whatHappened: expect.stringContaining("Mug (MUG)") },
    ]);
    expect(report.exceptions[0]?.whatWasChanged).toBe("Done: RMA RETURN-901 created for Return #1001-R1 (1 × TEE).");
    expect(documents()).toMatchObject([{ units: { TEE: 1 } }]);
  });
});

describe("a Return that is withdrawn", () => {
  test("its RMA is cancelled by Cancel RMA, once, and Create RMA only says so", async () => {
    await create(openReturn);
    const { report } = await create(declined);
    expect(report).toMatchObject({ toCancel: 1, inStep: false, done: [] });
    expect(documents()).toMatchObject([{ status: "Open" }]);
    const cancelled = await cancel(declined);
    expect(cancelled.summary).toBe("#1001: RMA RETURN-901 cancelled for Return #1001-R1");
    expect(cancelled.report).toMatchObject({ inStep: true, toCancel: 0 });
    expect(documents()).toMatchObject([{ status: "Cancelled" }]);
    await expect(cancel(declined)).resolves.toMatchObject({ report: { done: [], inStep: true } });
  });

  test("one that never had an RMA needs nothing", async () => {
    await expect(cancel(declined)).resolves.toMatchObject({ report: { done: [], inStep: true } });
  });

  test("goods that have arrived are left alone, and customer service is told", async () => {
    await create(openReturn);
    const items = [{ itemCode: "TEE", quantity: 1 }];
    expect(
      floor.sandbox.tenant.returns.receive({ salesOrderNumber: "1001", rmaNumber: "RETURN-901", items }),
    ).toBeNull();
    const { report } = await cancel(declined);
    expect(report).toMatchObject({ stillOpen: ["return-withdrawn-after-receipt"], done: [] });
    expect(documents()).toMatchObject([{ status: "Completed" }]);
  });
});

describe("what the tenant can do", () => {
  test("without RMA templates a returns purchase order is made, and cancelled", async () => {
    await reopen({ rmaTemplates: false });
    const { summary } = await create(openReturn);
    expect(summary).toBe("#1001: returns purchase order RETURN-901 created for Return #1001-R1 (1 × TEE)");
    await create(openReturn);
    expect(documents()).toEqual([
      { type: "purchase-order", number: "RETURN-901", status: "Pending", units: { TEE: 1 } },
    ]);
    await cancel(declined);
    expect(documents()).toMatchObject([{ status: "Cancelled" }]);
  });

  test("with neither, the warehouse is told", async () => {
    const unconfiguredTemplates = ["Purchase orders", "Purchase order items"];
    await reopen({ rmaTemplates: false, unconfiguredTemplates });
    const { report } = await create(openReturn);
    expect(report.exceptions).toMatchObject([{ kind: "rma-not-possible", owner: "warehouse" }]);
  });

  test("a profile that wants no documents writes none although there are templates", async () => {
    await reopen({}, { returns: { capability: "none" } });
    const { report } = await create(openReturn);
    expect(report.stillOpen).toEqual(["rma-not-possible"]);
    expect(documents()).toEqual([]);
  });

  test("half a set-up is told and not walked around", async () => {
    await reopen({ unconfiguredColumns: { "RMA items": ["Quantity"] } });
    await expect(create(openReturn)).rejects.toMatchObject({
      code: "returns-interrupted",
      retry: "never",
      message: expect.stringContaining('"RMA items": it has no column Quantity'),
    });
    expect(documents()).toEqual([]);
  });

  test("renamed templates and columns are understood, and columns the tenant lacks are left out", async () => {
    await reopen(
      {
        renamedColumns: { RMAs: { RmaNumber: "rma no" }, "RMA items": { RmaNumber: "rma no", Quantity: "qty" } },
        unconfiguredColumns: { RMAs: ["CustomerName", "Comment"], "RMA items": ["Comment", "ExpectedState", "Reason"] },
      },
      { columns: { rmas: { RmaNumber: "rma no" }, rmaItems: { RmaNumber: "rma no", Quantity: "qty" } } },
    );
    await create(openReturn);
    const { report } = await create(openReturn);
    expect(report).toMatchObject({ inStep: true, done: [] });
    expect(documents()).toMatchObject([{ units: { TEE: 1 } }]);
  });
});

describe("when something goes wrong", () => {
  test.each(["RMAs", "RMA items"])("a lost answer after %s were stored is no second RMA", async (template) => {
    floor.fault({ kind: "drop", when: "after", operation: "SaveData", template });
    await expect(create(openReturn)).rejects.toMatchObject({ code: "returns-interrupted", retry: "safe" });
    const { report } = await create(openReturn);
    expect(report.inStep).toBe(true);
    expect(documents()).toEqual([{ type: "rma", number: "RETURN-901", status: "Open", units: { TEE: 1 } }]);
  });

  test("a lost answer to a cancellation is no error the next time", async () => {
    await create(openReturn);
    floor.fault({ kind: "drop", when: "after", operation: "SaveData", template: "RMAs" });
    await expect(cancel(declined)).rejects.toMatchObject({ retry: "safe" });
    await expect(cancel(declined)).resolves.toMatchObject({ report: { inStep: true, done: [] } });
  });

  test("a refused row is told with what was stored, and the next run finishes the RMA", async () => {
    const lines = [aReturnLine(), aReturnLine({ id: "9012", lineId: "12", sku: "HAT" })];
    const two = aHistory([sentTee(0), sentHat(0)], [], [aReturn({ lines })]);
    floor.fault({ kind: "refuse-rows", operation: "SaveData", template: "RMA items", detail: "Item locked" });
    const { report } = await create(two);
    expect(report.exceptions).toMatchObject([
      {
        kind: "rma-failed",
        owner: "integration",
        whatHappened: expect.stringContaining("Item locked"),
        whatWasChanged: "Done: RMA RETURN-901 written in part.",
        wanted: [{ itemCode: "TEE" }, { itemCode: "HAT" }],
        inWarehouse: [{ itemCode: "HAT", quantity: 1 }],
      },
    ]);
    await expect(create(two)).resolves.toMatchObject({ report: { inStep: true, returns: [{ outcome: "correct" }] } });
    expect(documents()).toMatchObject([{ number: "RETURN-901", units: { TEE: 1, HAT: 1 } }]);
  });

  test("one RMA that is refused does not keep another from being made", async () => {
    const second = aRefund({ id: "802", lines: [aRefundLine({ id: "8021" })], createdAt: "2026-11-24T13:00:00Z" });
    floor.fault({ kind: "refuse-rows", operation: "SaveData", template: "RMAs", detail: "no" });
    const { report } = await create(aHistory([sentTee(2)], [aRefund(), second]));
    expect(report.stillOpen).toEqual(["rma-failed"]);
    expect(documents()).toHaveLength(1);
  });

  test("an RMA that was cancelled in Peoplevox is not made again", async () => {
    await create(openReturn);
    await cancel(declined);
    const { report } = await create(openReturn);
    expect(report).toMatchObject({ stillOpen: ["rma-cancelled-in-warehouse"], done: [] });
  });

  test("input that is not from Get Order Returns is refused by name", async () => {
    await expect(runAction(createRma, { ...floor.props, returns: "{" })).rejects.toThrow("Order Returns is the text");
    await expect(
      runAction(createRma, { ...floor.props, returns: { order: {}, refunds: [{}], returns: [] } }),
    ).rejects.toThrow("Order Returns.refunds.0.id");
    await expect(create(JSON.parse(JSON.stringify(openReturn)) as ReturnsHistory)).resolves.toBeDefined();
  });
});
