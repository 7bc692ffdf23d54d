import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { bringUpToDate } from "../../../actions/peoplevox/update-sales-order/bring-up-to-date.ts";
import type { Warehouse } from "../../../components/peoplevox/warehouse.ts";
import { DEFAULT_POLICY } from "../../../domain/order-edit/order-edit.rules.ts";
import type { OrderEditPolicy } from "../../../domain/order-edit/order-edit.rules.ts";
import type { OrderSnapshot } from "../../../domain/sales-order/order-snapshot.ts";
import type { TenantProfile } from "../../../domain/sales-order/tenant-profile.ts";
import { aLine, anItem, anOrder, aProfile } from "../../support/order-builders.ts";
import { openWarehouseFloor } from "../../support/warehouse-floor.ts";
import type { WarehouseFloor } from "../../support/warehouse-floor.ts";

let floor: WarehouseFloor;
let mayChangeWhilePicking: boolean;

beforeEach(async () => {
  mayChangeWhilePicking = false;
  floor = await openWarehouseFloor();
});
afterEach(async () => {
  if (!mayChangeWhilePicking) expect(floor.breaches()).toEqual({ changedAfterPicking: [], severalReleasable: [] });
  await floor.close();
});

const mug = (id: string, text: string, quantity = 1) =>
  aLine({ id, sku: "MUG", title: "Mug", currentQuantity: quantity, attributes: [{ key: "Engraving", value: text }] });
const itemFields = [{ field: "Attribute1", template: "{line.property.Engraving}", maxLength: 20 }] as const;
const address = [{ field: "ShippingAddressLine1", template: "{address.line1}", maxLength: 100 }] as const;

function update(
  order: OrderSnapshot,
  profile: Partial<TenantProfile>,
  policy: Partial<OrderEditPolicy> = {},
  warehouse = floor.warehouse,
) {
  const request = { order, profile: aProfile(profile), policy: { ...DEFAULT_POLICY, ...policy } };
  return bringUpToDate({ ...request, importWaitMinutes: 60, replacedBy: null }, { ...floor.doors, warehouse });
}

async function lines(): Promise<string[]> {
  const found = await floor.warehouse.readSalesOrder("1001");
  return (found?.items ?? [])
    .filter(({ quantityOrdered }) => quantityOrdered > 0)
    .map(({ itemCode, quantityOrdered, fields }) => `${quantityOrdered} ${itemCode} ${fields?.Attribute1 ?? ""}`);
}

describe("texts of lines", () => {
  test("reach the rows they belong to, and a second run changes nothing", async () => {
    await floor.importOrder("1001", [anItem("MUG", 1, "1"), anItem("MUG", 2, "2")]);
    const order = anOrder({ lines: [mug("2", "Bob", 2), mug("1", "Ann")] });
    const report = await update(order, { itemFields });
    expect(report).toMatchObject({ inSync: true, changes: "Attribute1 of MUG changed", exception: null });
    expect(await lines()).toEqual(["1 MUG Ann", "2 MUG Bob"]);
    expect(await update(order, { itemFields })).toMatchObject({ outcome: "in-sync", done: [] });
  });

  test("of a line that was removed and added again replace the old ones", async () => {
    await floor.importOrder("1001", [anItem("MUG", 1, "1")]);
    await update(anOrder({ lines: [mug("1", "Ann")] }), { itemFields });
    const readded = anOrder({ lines: [aLine({ id: "1", sku: "MUG", currentQuantity: 0 }), mug("7", "Annie")] });
    expect(await update(readded, { itemFields })).toMatchObject({ inSync: true });
    expect(await lines()).toEqual(["1 MUG Annie"]);
  });

  test("with an added unit of another text make a row of its own", async () => {
    await floor.importOrder("1001", [anItem("MUG", 1, "1")]);
    await update(anOrder({ lines: [mug("1", "Ann")] }), { itemFields });
    expect(await update(anOrder({ lines: [mug("1", "Ann"), mug("2", "Bob")] }), { itemFields })).toMatchObject({
      inSync: true,
      changes: "MUG added (1)",
    });
    expect(await lines()).toEqual(["1 MUG Ann", "1 MUG Bob"]);
  });

  test("go over to a replacement", async () => {
    await floor.close();
    floor = await openWarehouseFloor({ lineRemoval: "none" }, { lineRemoval: "none" });
    await floor.importOrder("1001", [anItem("MUG", 1, "1"), anItem("HAT", 1, "2")]);
    const report = await update(anOrder({ lines: [mug("1", "Ann")] }), { itemFields, lineRemoval: "none" });
    expect(report).toMatchObject({ outcome: "apply-by-replacement", inSync: true, salesOrderNumber: "1001-R1" });
    const created = await floor.warehouse.readSalesOrder("1001-R1");
    expect(created?.items).toMatchObject([{ itemCode: "MUG", fields: { Attribute1: "Ann" } }]);
  });

  test("are joined where the tenant keeps one line for each ItemCode", async () => {
    await floor.close();
    floor = await openWarehouseFloor({ usesLine: false }, { usesLine: false });
    await floor.importOrder("1001", [anItem("MUG", 2)]);
    const report = await update(anOrder({ lines: [mug("1", "Ann"), mug("2", "Bob")] }), {
      itemFields,
      usesLine: false,
    });
    expect(report).toMatchObject({ inSync: true });
    expect(await lines()).toEqual(["2 MUG 1 × Ann; 1 × Bob"]);
  });
});

describe("where only details are kept in step", () => {
  const scope = { scope: "details" } as const;

  test("a quantity that another integration changes in the same moment stays", async () => {
    await floor.importOrder("1001", [anItem("MUG", 1, "1")]);
    const saveItems: Warehouse["saveItems"] = async (...call) => {
      await floor.warehouse.saveItems("1001", [anItem("MUG", 5, "1")]);
      await floor.warehouse.saveItems(...call);
    };
    const warehouse = { ...floor.warehouse, saveItems };
    expect(await update(anOrder({ lines: [mug("1", "Ann")] }), { itemFields }, scope, warehouse)).toMatchObject({
      inSync: true,
    });
    expect(await lines()).toEqual(["5 MUG Ann"]);
  });

  test("a cancelled order, other lines and unknown SKUs are left alone", async () => {
    await floor.importOrder("1001", [anItem("MUG", 1, "1")]);
    const order = anOrder({ lines: [aLine({ sku: "NOBODY-KNOWS", currentQuantity: 3 })] });
    expect(await update(order, {}, scope)).toMatchObject({
      outcome: "in-sync",
      done: [],
      stillOpen: ["unknown-sku", "warehouse-out-of-step", "values-differ"],
    });
    const cancelled = anOrder({ cancelledAt: "2026-11-24T09:05:00Z" });
    expect(await update(cancelled, {}, scope)).toMatchObject({ outcome: "in-sync", done: [] });
    expect(floor.look("1001")).toMatchObject({ onHold: false, units: { MUG: 1 } });
  });
});

describe("a detail that does not fit", () => {
  const fields = [{ field: "Attribute1", template: "{note}", maxLength: 10 }] as const;

  test("is cut, the order is in sync, and customer service is told each time until it fits", async () => {
    await floor.importOrder("1001", [anItem("TEE", 2, "11")]);
    const long = anOrder({ note: "Ring the bell twice" });
    const told = {
      inSync: true,
      exception: { kind: "details-cut", owner: "customer-service", severity: "low" },
      stillOpen: ["details-cut"],
      cutTexts: [{ where: "Attribute1", full: "Ring the bell twice", kept: "Ring the" }],
    };
    const first = await update(long, { fields });
    expect(first).toMatchObject({ outcome: "apply-in-place", ...told });
    expect(first.exception?.whatHappened).toContain('missing at its end: "bell twice"');
    expect(await update(long, { fields })).toMatchObject({ outcome: "in-sync", done: [], ...told });
    expect(await update(anOrder({ note: "Ring" }), { fields })).toMatchObject({ exception: null, stillOpen: [] });
  });

  test("is added to a more important exception", async () => {
    await floor.importOrder("1001", [anItem("TEE", 2, "11")], { OnHold: "true" });
    const report = await update(anOrder({ note: "Ring the bell twice" }), { fields });
    expect(report).toMatchObject({ inSync: true, stillOpen: ["foreign-hold"], exception: { kind: "foreign-hold" } });
    expect(report.exception?.whatHappened).toContain("Attribute1 takes 8 of 19 characters");
  });

  test("of an order that is not sent at all is no matter", async () => {
    await floor.importOrder("1001", [anItem("TEE", 2, "11")]);
    const order = anOrder({ note: "Ring the bell twice", cancelledAt: "2026-11-24T09:05:00Z" });
    expect(await update(order, { fields })).toMatchObject({ outcome: "cancel", exception: null });
  });
});

describe("an address that changes", () => {
  const moved = anOrder({ shippingAddress: { ...anOrder().shippingAddress!, address1: "9 Low Road" } });
  const read = async () => (await floor.warehouse.readHeader("1001"))?.fields.ShippingAddressLine1;

  beforeEach(async () => {
    await floor.importOrder("1001", [anItem("TEE", 2, "11")], { ShippingAddressLine1: "1 High Street" });
  });

  test("before picking is written", async () => {
    expect(await update(moved, { fields: address })).toMatchObject({ inSync: true });
    expect(await read()).toBe("9 Low Road");
  });

  test("once picking has begun stops the parcel", async () => {
    floor.step({ action: "pick", salesOrderNumber: "1001", units: 1 });
    expect(await update(moved, { fields: address }, { onceWorkStarted: "tell-only" })).toMatchObject({
      outcome: "stop-parcel",
      exception: { kind: "picking-started", whatHappened: expect.stringContaining("label") },
    });
    expect(floor.look("1001")).toMatchObject({ stopShip: true });
    expect(await read()).toBe("1 High Street");
  });

  test("while the order is being picked is written where the merchant says so", async () => {
    mayChangeWhilePicking = true;
    floor.step({ action: "pick", salesOrderNumber: "1001", units: 1 });
    const policy = { addressOncePicked: "apply-until-picked" } as const;
    expect(await update(moved, { fields: address }, policy)).toMatchObject({ outcome: "apply-in-place", inSync: true });
    expect(await read()).toBe("9 Low Road");
  });

  test("just when the order is picked stops the parcel after all, since its label may be printed", async () => {
    mayChangeWhilePicking = true;
    floor.step({ action: "pick", salesOrderNumber: "1001", units: 1 });
    const saveHeader: Warehouse["saveHeader"] = async (...call) => {
      await floor.warehouse.saveHeader(...call);
      if (call[1].StopShip === undefined) floor.step({ action: "pick-all", salesOrderNumber: "1001" });
    };
    const warehouse = { ...floor.warehouse, saveHeader };
    const policy = { addressOncePicked: "apply-until-picked" } as const;
    expect(await update(moved, { fields: address }, policy, warehouse)).toMatchObject({
      inSync: false,
      exception: { kind: "raced-with-picking" },
    });
    expect(floor.look("1001")).toMatchObject({ stopShip: true });
  });
});

test("a template that names a metafield which was not read is refused before anything is done", async () => {
  const fields = [{ field: "Attribute1", template: "{metafield.custom.gift}", maxLength: 10 }] as const;
  await floor.importOrder("1001", [anItem("TEE", 2, "11")], { Attribute1: "keep me" });
  await expect(update(anOrder(), { fields })).rejects.toThrow("custom.gift, and order #1001 was read without them");
  const blank = anOrder({ metafields: { "custom.gift": null } });
  expect(await update(blank, { fields })).toMatchObject({ inSync: true });
  expect((await floor.warehouse.readHeader("1001"))?.fields.Attribute1).toBe("");
});
