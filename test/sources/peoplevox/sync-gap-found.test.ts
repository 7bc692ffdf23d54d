import { afterEach, expect, jest, test } from "@jest/globals";
import createRma from "../../../actions/peoplevox/create-rma/create-rma.ts";
import getOrderReturns from "../../../actions/shopify/get-order-returns/get-order-returns.ts";
import { GAP_KIND_NAMES } from "../../../domain/sync-gap/gap-kinds.ts";
import syncGapFound from "../../../sources/peoplevox/sync-gap-found/sync-gap-found.ts";
import type { SyncGapEvent } from "../../../sources/peoplevox/sync-gap-found/sync-gap-event.ts";
import { runAction } from "../../support/run-component.ts";
import { startTwoSystems } from "./two-systems.ts";
import type { TwoSystems, Watch } from "./two-systems.ts";

const SHIRT = "OXF-SHI-NAV-M";
const JUMPER = "MER-JUM-OLI-L";

let systems: TwoSystems;

afterEach(async () => {
  jest.restoreAllMocks();
  await systems.stop();
});

const open = async (options: Parameters<typeof startTwoSystems>[0] = {}): Promise<void> => {
  systems = await startTwoSystems(options);
};

const watch = (props: Readonly<Record<string, unknown>> = {}): Promise<Watch> =>
  systems.watch(syncGapFound, {
    ...systems.connections,
    freshForMinutes: 0,
    importWaitMinutes: 0,
    lasteditStore: "lastedit",
    ...props,
  });

/** Sweeps, and gives what was told by order name. */
async function sweep(watched: Watch): Promise<Record<string, SyncGapEvent>> {
  await watched.tick();
  return Object.fromEntries(watched.news<SyncGapEvent>().map((event) => [event.orderName, event]));
}

const kindsOf = (event: SyncGapEvent | undefined): string[] => event?.gaps.map(({ kind }) => kind) ?? [];

const edit = (number: string, quantity: number) =>
  systems.control("POST", `/shopify/orders/${number}/edit`, { changes: [{ set: { sku: SHIRT, quantity } }] });

const saveHeader = (SalesOrderNumber: string, columns: Record<string, string>) =>
  systems.control("POST", "/peoplevox/rows", {
    template: "Sales orders",
    rows: [{ SalesOrderNumber, ...columns }],
    action: 0,
  });

/** Moves the source's clock on. */
function passHours(hours: number) {
  const later = Date.now() + hours * 3_600_000;
  jest.spyOn(Date, "now").mockImplementation(() => later);
}

test("finds every kind of gap, and nothing on orders that are in sync", async () => {
  await open({ tenant: { fields: [{ field: "Attribute1", template: "{attribute.Gift message}" }] } });
  const names = new Map<string, string>();
  for (const kind of ["in-sync", ...GAP_KIND_NAMES]) {
    if (kind !== "missing-in-warehouse") names.set(kind, await systems.place({ [SHIRT]: 2, [JUMPER]: 1 }));
  }
  const number = (kind: string): string => names.get(kind) ?? "";
  await systems.imported(names.size);

  await edit(number("lines-differ"), 1);
  const attributes = { customAttributes: [{ key: "Gift message", value: "Happy birthday" }] };
  await systems.control("POST", `/shopify/orders/${number("details-differ")}/details`, attributes);
  await systems.control("POST", `/shopify/orders/${number("cancelled-in-shopify-only")}/cancel`, {});
  await systems.step(number("cancelled-in-warehouse-only"), "cancel");
  await saveHeader("SECOND", { CustomerPurchaseOrderReferenceNumber: `#${number("several-live")}` });
  await saveHeader(number("held-too-long"), { OnHold: "true" });
  await saveHeader(number("values-differ"), { TotalSale: "1.00" });
  for (const kind of ["rma-missing", "rma-not-withdrawn"]) {
    await systems.step(number(kind), "pick-all", "pack", "despatch");
    await systems.control("POST", `/shopify/orders/${number(kind)}/fulfil`, {});
    await systems.control("POST", `/shopify/orders/${number(kind)}/return`, { lines: [{ sku: SHIRT, quantity: 1 }] });
  }
  const announced = { ...systems.connections, orderId: `#${number("rma-not-withdrawn")}` };
  const { result: returns } = await runAction(getOrderReturns, announced);
  await runAction(createRma, { ...systems.connections, returns });
  await systems.control("POST", `/shopify/orders/${number("rma-not-withdrawn")}/move-return`, { move: "cancel" });
  await systems.control("POST", `/shopify/orders/${number("replaced-order-live")}/recreate`, {});
  await systems.imported(names.size + 1);
  await systems.control("PUT", "/importer", { on: false });
  names.set("missing-in-warehouse", await systems.place({ [SHIRT]: 1 }));

  const watched = await watch({ returnsToo: true, heldTooLongHours: 1, freshForMinutes: 0 });
  const first = await sweep(watched);
  passHours(2);
  const later = await sweep(watched);
  const found = Object.fromEntries(
    GAP_KIND_NAMES.map((kind) => [kind, kindsOf(later[`#${number(kind)}`] ?? first[`#${number(kind)}`])]),
  );
  expect(found).toEqual(Object.fromEntries(GAP_KIND_NAMES.map((kind) => [kind, [kind]])));
  expect(first[`#${number("in-sync")}`]).toBeUndefined();
  expect(first[`#${number("replaced-order-live")}`]?.replacedBy).toBe(`#${number("replaced-order-live")}A`);
});

test("tells of a gap once, again when it changes, and says when it has healed", async () => {
  await open();
  const number = await systems.place({ [SHIRT]: 2 });
  await systems.imported(1);
  await edit(number, 3);
  const watched = await watch();
  expect(kindsOf((await sweep(watched))[`#${number}`])).toEqual(["lines-differ"]);
  expect(await sweep(watched)).toEqual({});

  await systems.control("POST", "/peoplevox/warehouse/step", { action: "pick", salesOrderNumber: number, units: 1 });
  expect((await sweep(watched))[`#${number}`]?.gaps).toMatchObject([{ phase: "picking", outcome: "stop-parcel" }]);
  expect(await sweep(watched)).toEqual({});

  await systems.control("POST", "/peoplevox/rows", {
    template: "Sales order items",
    rows: [{ SalesOrderNumber: number, ItemCode: SHIRT, QuantityOrdered: "3" }],
    action: 0,
  });
  expect((await sweep(watched))[`#${number}`]).toMatchObject({ state: "healed", gaps: [], healed: ["lines-differ"] });
  expect(await sweep(watched)).toEqual({});
});

test("leaves a fresh change to the run under way, and tells of it when it is still there later", async () => {
  await open();
  const number = await systems.place({ [SHIRT]: 2 });
  await systems.imported(1);
  await edit(number, 3);
  const watched = await watch({ freshForMinutes: 15 });
  expect(await sweep(watched)).toEqual({});
  passHours(0.3);
  expect(kindsOf((await sweep(watched))[`#${number}`])).toEqual(["lines-differ"]);
});

test("waits for the import as long as it may take", async () => {
  await open();
  await systems.control("PUT", "/importer", { on: false });
  const number = await systems.place({ [SHIRT]: 2 });
  const watched = await watch({ importWaitMinutes: 60 });
  expect(await sweep(watched)).toEqual({});
  passHours(1.1);
  expect(kindsOf((await sweep(watched))[`#${number}`])).toEqual(["missing-in-warehouse"]);
});

test("puts parcels first that the courier collects first, and says how many minutes are left", async () => {
  await open({ tenant: { serviceTypes: { Standard: "RM48", Express: "DPD" } } });
  const numbers = [await systems.place({ [SHIRT]: 2 }), await systems.place({ [SHIRT]: 2 })];
  await systems.imported(2);
  await saveHeader(numbers[0]!, { ServiceType: "RM48" });
  await saveHeader(numbers[1]!, { ServiceType: "DPD12" });
  for (const number of numbers) await edit(number, 1);
  const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
  const noon = Date.parse(new Date().toISOString().slice(0, 11) + "12:00:00Z");
  jest.spyOn(Date, "now").mockImplementation(() => noon + 24 * 3_600_000);
  const watched = await watch({
    heldTooLong: "ignore",
    courierLeadMinutes: 30,
    courierCollections: JSON.stringify([
      { serviceTypes: ["DPD12"], weekdays: days, at: "13:00" },
      { serviceTypes: ["*"], weekdays: days, at: "17:00" },
    ]),
  });
  const told = Object.values(await sweep(watched));
  expect(told.map(({ orderName, minutesLeft, parcelAtRisk }) => [orderName, minutesLeft, parcelAtRisk])).toEqual([
    [`#${numbers[1]!}`, 30, true],
    [`#${numbers[0]!}`, 270, false],
  ]);
});

test("compares 300 orders with at most 12 requests to Peoplevox", async () => {
  await open();
  const skus = systems.sandbox.shopify.catalogue
    .flatMap(({ variants }) => variants)
    .filter(({ requiresShipping, isGiftCard }) => requiresShipping && !isGiftCard)
    .map(({ sku }) => sku);
  for (let index = 0; index < 300; index += 1) {
    const first = skus[index % skus.length] ?? SHIRT;
    systems.sandbox.shopify.admin.placeOrder({ lines: [{ sku: first, quantity: 1 + (index % 3) }] });
  }
  await systems.imported(300);
  await systems.control("DELETE", "/peoplevox/requests");
  await systems.control("DELETE", "/shopify/requests");
  const watched = await watch();
  const started = performance.now();
  const told = await sweep(watched);
  const tookMs = Math.round(performance.now() - started);
  const { total, byOperation } = await systems.control<{ total: number; byOperation: Record<string, number> }>(
    "GET",
    "/peoplevox/requests",
  );
  process.stdout.write(`300 orders compared in ${tookMs} ms: ${total} requests ${JSON.stringify(byOperation)}\n`);
  expect(total).toBeLessThanOrEqual(12);
  // Some SKUs of the shop are unknown to its warehouse.
  expect(new Set(Object.values(told).flatMap(kindsOf))).toEqual(new Set(["lines-differ"]));
});

test("goes on where the last sweep ended when there are more orders than one sweep takes", async () => {
  await open();
  const numbers: string[] = [];
  for (let index = 0; index < 5; index += 1) {
    numbers.push(await systems.place({ [SHIRT]: 2 }));
    await new Promise((resolve) => setTimeout(resolve, 1_050));
  }
  await systems.imported(5);
  for (const number of numbers) await saveHeader(number, { TotalSale: "1.00" });
  const watched = await watch({ mostOrders: 2 });
  const told: string[] = [];
  for (let count = 0; count < 5; count += 1) told.push(...Object.keys(await sweep(watched)));
  expect(told.toSorted()).toEqual(numbers.map((number) => `#${number}`));
}, 30_000);

test("loses nothing when Peoplevox fails in the middle of a sweep", async () => {
  await open();
  const number = await systems.place({ [SHIRT]: 2 });
  await systems.imported(1);
  await edit(number, 3);
  const watched = await watch();
  const fault = { kind: "refuse", operation: "GetData", detail: "Database is locked" };
  await systems.control("POST", "/peoplevox/faults", fault);
  await expect(watched.tick()).rejects.toThrow("Database is locked");
  expect(watched.news()).toEqual([]);
  expect(kindsOf((await sweep(watched))[`#${number}`])).toEqual(["lines-differ"]);
});

test("knows its own holds when it is given the store, so that a replacement under way is no gap", async () => {
  await open();
  const number = await systems.place({ [SHIRT]: 2 });
  await systems.imported(1);
  await saveHeader(`${number}-R1`, { CustomerPurchaseOrderReferenceNumber: `#${number}`, OnHold: "true" });
  const clientId = String(systems.connections["peoplevoxClientId"]);
  await systems.store.set(`hold/${clientId}/${number}-R1`, {
    salesOrderNumber: `${number}-R1`,
    flags: ["OnHold"],
    because: "It replaces another one.",
    replaces: number,
    placedAt: new Date().toISOString(),
  });
  expect(await sweep(await watch())).toEqual({});
  expect(kindsOf((await sweep(await watch({ lasteditStore: undefined })))[`#${number}`])).toEqual(["several-live"]);
});

test("refuses a courier schedule that cannot be read, and asks nobody", async () => {
  await open();
  const watched = await watch({ courierCollections: '[{"at": "25:00"}]' });
  await expect(watched.tick()).rejects.toThrow('collection time "25:00", expected HH:mm');
  const requests = await systems.control<{ total: number }>("GET", "/peoplevox/requests");
  expect(requests.total).toBe(0);
});
