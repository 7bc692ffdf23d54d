import { expect, test } from "@jest/globals";
import { capAtDespatched, despatchedByItemCode } from "../../../domain/returns/cap-at-despatched.ts";
import { anItem, aSalesOrder } from "../../support/order-builders.ts";
import { aHistory, aSentLine } from "./returns-builders.ts";

const MAPPING = { rules: [], table: {} };

test("counts the units of despatched Sales Orders only, lines taken back to 0 included", () => {
  const salesOrders = [
    aSalesOrder({ status: "Cancelled", items: [anItem("TEE", 5)] }),
    aSalesOrder({ salesOrderNumber: "1001-R1", status: "Despatched", items: [anItem("TEE", 2), anItem("HAT", 0)] }),
    aSalesOrder({ salesOrderNumber: "1001-R2", status: "Gone", items: [anItem("TEE", 1)] }),
  ];
  const profile = { statusPhases: { gone: "despatched" } } as const;
  expect(Object.fromEntries(despatchedByItemCode(salesOrders, profile))).toEqual({ TEE: 3, HAT: 0 });
  const reported = new Map([["TEE", 2]]);
  expect(Object.fromEntries(despatchedByItemCode(salesOrders, profile, reported))).toEqual({ TEE: 2, HAT: 0 });
});

test("no line has more despatched units than Peoplevox sent of its ItemCode, lines in their order", () => {
  const history = aHistory(
    [aSentLine(2, 0), aSentLine(2, 0, { id: "12" }), aSentLine(1, 0, { id: "13", sku: "MUG" })],
    [],
  );
  const capped = capAtDespatched(history, new Map([["TEE", 3]]), MAPPING);
  expect(capped.order.lines.map(({ fulfilledQuantity }) => fulfilledQuantity)).toEqual([2, 1, 1]);
});

test("where Peoplevox sent all, or nothing at all, the history stays as it is", () => {
  const history = aHistory([aSentLine(2, 0), aSentLine(1, 0, { id: "12", sku: null })], []);
  expect(capAtDespatched(history, new Map([["TEE", 9]]), MAPPING)).toEqual(history);
  expect(capAtDespatched(history, new Map(), MAPPING)).toEqual(history);
});
