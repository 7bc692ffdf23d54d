import { expect, test } from "@jest/globals";
import { createManualClock } from "../../../sandbox/clock.ts";
import type { PeoplevoxSandbox } from "../../../sandbox/peoplevox/index.ts";
import {
  changesAfterPickingStarted,
  parcelsDespatched,
  releasableOverlaps,
} from "../../../sandbox/warehouse/journal-checks.ts";
import { performStep, type WarehouseStep } from "../../../sandbox/warehouse/steps.ts";
import { connect, ITEMS, openPeoplevox, rowsOf, saveOrder, type WsdlClient } from "./support/peoplevox.ts";

interface Scene {
  readonly sandbox: PeoplevoxSandbox;
  readonly client: WsdlClient;
  step(action: Exclude<WarehouseStep["action"], "allocate">, number?: string): string | null;
  statusOf(number?: string): string;
  set(columns: string, values: string): Promise<{ ResponseId: number }>;
  setItem(itemCode: string, quantity: number): Promise<{ ResponseId: number }>;
}

async function openScene(profile: object = {}): Promise<Scene> {
  const sandbox = await openPeoplevox({ profile: { items: ITEMS, ...profile } });
  const client = await connect(sandbox);
  await saveOrder(client, "SO-1");
  const { warehouse, random } = sandbox.tenant;
  return {
    sandbox,
    client,
    step: (action, salesOrderNumber = "SO-1") => performStep(warehouse, random, { action, salesOrderNumber }),
    statusOf: (number = "SO-1") => warehouse.find(number)?.status ?? "none",
    set: (columns, values) => client.save("Sales orders", `SalesOrderNumber,${columns}\nSO-1,${values}`),
    setItem: (itemCode, quantity) =>
      client.save("Sales order items", `SalesOrderNumber,ItemCode,QuantityOrdered\nSO-1,${itemCode},${quantity}`),
  };
}

test("an order goes from New over Allocated, Partially picked and Picked to Despatched, and each change is told", async () => {
  const { sandbox, statusOf, step } = await openScene();
  const told: string[] = [];
  sandbox.tenant.warehouse.listen((event) => {
    if (event.kind === "status-changed") told.push(event.order.status);
  });
  expect(statusOf()).toBe("Allocated");
  expect(step("pick")).toBeNull();
  expect(statusOf()).toBe("Partially picked");
  expect(step("pack")).toContain("is 'Partially picked', expected 'Picked'");
  expect(step("pick")).toBeNull();
  expect(step("pick")).toContain("is 'Picked'");
  expect(step("despatch")).toContain("is not packed");
  expect(step("pack")).toBeNull();
  expect(statusOf()).toBe("Picked");
  expect(step("despatch")).toBeNull();
  expect(told).toEqual(["Partially picked", "Picked", "Despatched"]);
  expect(step("cancel")).toContain("cannot be cancelled");
  expect(sandbox.tenant.warehouse.stock.level("TEE")).toEqual({ onHand: 998, allocated: 0 });
});

test("too little stock allocates a part, and the rest when stock comes and an allocation runs", async () => {
  const { sandbox, statusOf, step } = await openScene({ items: [{ ItemCode: "TEE", OnHand: 1 }, { ItemCode: "HAT" }] });
  const { warehouse, random } = sandbox.tenant;
  expect(statusOf()).toBe("Partially allocated");
  expect(step("pick")).toContain("is 'Partially allocated', expected 'Allocated'");
  warehouse.stock.count("TEE", 5, "Goods in");
  expect(performStep(warehouse, random, { action: "allocate", salesOrderNumber: "SO-1" })).toBeNull();
  expect(statusOf()).toBe("Allocated");
});

test("OnHold keeps an order from being allocated and from being started, and its release lets both go on", async () => {
  const { client, statusOf, set, setItem, step } = await openScene();
  await set("OnHold", "true");
  expect(statusOf()).toBe("Allocated");
  expect(step("pick")).toContain("is on hold");
  await setItem("MUG", 1);
  expect(statusOf()).toBe("Partially allocated");
  await set("OnHold", "false");
  expect(statusOf()).toBe("Allocated");

  await client.save("Sales orders", "SalesOrderNumber,OnHold\nHELD,1");
  await client.save("Sales order items", "SalesOrderNumber,ItemCode,QuantityOrdered\nHELD,TEE,1");
  expect(statusOf("HELD")).toBe("New");
});

test("OnHold does not interrupt a pick that has begun, StopShip stops the parcel at the bench", async () => {
  const { set, statusOf, step } = await openScene();
  step("pick");
  expect(await set("OnHold", "true")).toMatchObject({ ResponseId: 0 });
  expect(step("pick-all")).toBeNull();
  expect(statusOf()).toBe("Picked");
  expect(await set("StopShip", "true")).toMatchObject({ ResponseId: 0 });
  expect(step("pack")).toContain("is stopped");
  await set("StopShip", "false");
  expect(step("pack")).toBeNull();
  await set("StopShip", "true");
  expect(step("despatch")).toContain("is stopped");
});

test("from the first picked unit on, edits and cancels are refused, while holds and tracking numbers are taken", async () => {
  const { sandbox, set, setItem, step, client } = await openScene();
  const { warehouse, random } = sandbox.tenant;
  performStep(warehouse, random, { action: "pick", salesOrderNumber: "SO-1", itemCode: "TEE", units: 1 });
  expect(await set("Attribute1", "late")).toMatchObject({ ResponseId: -1 });
  expect(await set("OnHold,Attribute1", "true,late")).toMatchObject({ ResponseId: -1 });
  expect(await set("Status", "Cancelled")).toMatchObject({ ResponseId: -1 });
  expect(await setItem("HAT", 5)).toMatchObject({ ResponseId: -1 });
  expect(await client.save("Sales orders", "SalesOrderNumber\nSO-1", 2)).toMatchObject({ ResponseId: -1 });
  expect(await set("OnHold,StopShip", "true,true")).toMatchObject({ ResponseId: 0 });
  await set("OnHold,StopShip", "false,false");
  for (const action of ["pick-all", "pack", "despatch"] as const) step(action);
  expect(await set("DespatchTrackingNumber,CarrierName", "T-1,Post")).toMatchObject({ ResponseId: 0 });
  const refused = warehouse.journal.entries().filter(({ kind }) => kind === "write-refused");
  expect(refused.map((entry) => entry.before?.status)).toEqual(Array(5).fill("Partially picked"));
  expect(changesAfterPickingStarted(warehouse.journal.entries())).toEqual([]);
});

test("a lax tenant takes edits after picking, and the journal convicts them", async () => {
  const { sandbox, set, setItem, statusOf, step } = await openScene({ refusesEditsOncePicked: false });
  step("pick-all");
  expect(await set("OnHold", "true")).toMatchObject({ ResponseId: 0 });
  expect(await set("Attribute1", "late")).toMatchObject({ ResponseId: 0 });
  await set("OnHold", "false");
  expect(await setItem("MUG", 1)).toMatchObject({ ResponseId: 0 });
  expect(statusOf()).toBe("Partially picked");
  const convicted = changesAfterPickingStarted(sandbox.tenant.warehouse.journal.entries());
  expect(convicted.map((entry) => (entry.kind === "write-accepted" ? entry.changes : null))).toEqual([
    [{ column: "Attribute1", before: "", after: "late" }],
    [{ column: "MUG.QuantityOrdered", before: null, after: "1" }],
  ]);
});

test("the journal tells what was in the parcel", async () => {
  const { sandbox, setItem, step } = await openScene();
  await setItem("TEE", 3);
  for (const action of ["pick-all", "pack", "despatch"] as const) step(action);
  expect(parcelsDespatched(sandbox.tenant.warehouse.journal.entries()).get("SO-1")).toEqual([
    { itemCode: "TEE", line: "1", quantity: 3 },
    { itemCode: "HAT", line: "2", quantity: 1 },
  ]);
});

test("the journal convicts two releasable orders of one reference, and accepts a replacement made on hold", async () => {
  const { sandbox, client, set } = await openScene();
  const { journal } = sandbox.tenant.warehouse;
  await set("CustomerPurchaseOrderReferenceNumber,OnHold", "#1,true");
  const create = (number: string, onHold: boolean): Promise<unknown> =>
    client.save("Sales orders", `SalesOrderNumber,CustomerPurchaseOrderReferenceNumber,OnHold\n${number},#1,${onHold}`);
  await create("SO-1-R1", true);
  await set("Status", "cancelled");
  await client.save("Sales orders", "SalesOrderNumber,OnHold\nSO-1-R1,false");
  expect(releasableOverlaps(journal.entries())).toEqual([]);
  await create("SO-1-R2", false);
  expect(releasableOverlaps(journal.entries())).toMatchObject([
    { reference: "#1", salesOrderNumbers: ["SO-1-R1", "SO-1-R2"] },
  ]);
});

test("a cancel in the warehouse's own screens gives the stock back and shows in the status only", async () => {
  const { sandbox, client, step } = await openScene();
  step("pick");
  expect(step("cancel")).toBeNull();
  expect(sandbox.tenant.warehouse.stock.level("TEE")).toEqual({ onHand: 1000, allocated: 0 });
  expect(rowsOf(await client.read("Sales orders"))).toMatchObject([{ Status: "Cancelled" }]);
});

test("working by itself, the warehouse picks, packs and despatches by the clock, the same way for the same seed", async () => {
  const run = async (): Promise<string[]> => {
    const clock = createManualClock();
    const sandbox = await openPeoplevox({ clock, seed: 7, profile: { items: ITEMS } });
    sandbox.setAutomatic({ pickStartMs: 10_000, pickLineMs: 1000, packMs: 2000, despatchMs: 3000, jitter: 0.5 });
    const client = await connect(sandbox);
    for (const number of ["SO-1", "SO-2", "SO-3"]) await saveOrder(client, number);
    const start = clock.now();
    await clock.advance(4_000);
    await client.save("Sales orders", "SalesOrderNumber,OnHold\nSO-2,true\nSO-3,false");
    await clock.advance(60_000);
    const { warehouse } = sandbox.tenant;
    expect(["SO-1", "SO-2", "SO-3"].map((number) => warehouse.find(number)?.status)).toEqual([
      "Despatched",
      "Allocated",
      "Despatched",
    ]);
    sandbox.setAutomatic(null);
    await client.save("Sales orders", "SalesOrderNumber,OnHold\nSO-2,false");
    await clock.advance(60_000);
    expect(warehouse.find("SO-2")?.status).toBe("Allocated");
    return warehouse.journal
      .entries()
      .map(({ at, kind, salesOrderNumber }) => `${at - start} ${kind} ${salesOrderNumber}`);
  };
  const first = await run();
  const picked = first.find((line) => line.includes("picked"));
  expect(Number(picked?.split(" ")[0])).toBeGreaterThanOrEqual(5_000);
  expect(Number(picked?.split(" ")[0])).toBeLessThanOrEqual(15_000);
  expect(await run()).toEqual(first);
});
