import { afterEach, beforeEach, expect, test } from "@jest/globals";
import cancelRma from "../../../actions/peoplevox/cancel-rma/cancel-rma.ts";
import createRma from "../../../actions/peoplevox/create-rma/create-rma.ts";
import type { ReturnsHistory } from "../../../domain/returns/returns-snapshot.ts";
import { aHistory, aReturn, aSentLine } from "../../domain/returns/returns-builders.ts";
import { anItem, anOrder } from "../../support/order-builders.ts";
import { runAction } from "../../support/run-component.ts";
import { openWarehouseFloor } from "../../support/warehouse-floor.ts";
import type { WarehouseFloor } from "../../support/warehouse-floor.ts";

/** Requests are the warehouse's scarce resource: 15 in 15 seconds. */
let floor: WarehouseFloor;

const ORDERS = 30;

beforeEach(async () => {
  floor = await openWarehouseFloor();
  for (let index = 0; index < ORDERS; index += 1) {
    const salesOrderNumber = String(1001 + index);
    await floor.importOrder(salesOrderNumber, [anItem("TEE", 2, "11")]);
    for (const action of ["pick-all", "pack", "despatch"] as const) floor.step({ action, salesOrderNumber });
  }
  // Templates are asked for once in ten minutes.
  await run(createRma, historyOf(ORDERS, "open"));
  floor.sandbox.requests.reset();
});
afterEach(() => floor.close());

function historyOf(index: number, status: "open" | "declined"): ReturnsHistory {
  const history = aHistory([aSentLine(2, 0)], [], [aReturn({ id: String(901 + index), status })]);
  return { ...history, order: anOrder({ ...history.order, id: String(5001 + index), name: `#${1001 + index}` }) };
}

const run = (action: typeof createRma | typeof cancelRma, returns: ReturnsHistory) =>
  runAction(action, { ...floor.props, returns });

function asked(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { operation } of floor.sandbox.requests.records()) counts[operation] = (counts[operation] ?? 0) + 1;
  floor.sandbox.requests.reset();
  return counts;
}

test("an RMA takes ten requests, one that is there four, a cancellation nine", async () => {
  await run(createRma, historyOf(0, "open"));
  expect(asked()).toEqual({ GetData: 8, SaveData: 2 });
  await run(createRma, historyOf(0, "open"));
  expect(asked()).toEqual({ GetData: 4 });
  await run(cancelRma, historyOf(0, "declined"));
  expect(asked()).toEqual({ GetData: 8, SaveData: 1 });
});

test("thirty orders at once share their requests: hardly more than for one", async () => {
  await Promise.all(Array.from({ length: ORDERS }, (_, index) => run(createRma, historyOf(index, "open"))));
  const { GetData = 0, SaveData = 0 } = asked();
  // Eight and two when all start in one moment; a busy machine may make some late.
  expect(GetData).toBeLessThanOrEqual(16);
  expect(SaveData).toBeLessThanOrEqual(4);
});
