import { afterAll, afterEach, expect, test } from "@jest/globals";
import { openWorld } from "./world.ts";
import type { PlacedOrder, World } from "./world.ts";

const SHIRT_M = "OXF-SHI-NAV-M";
const SHIRT_L = "OXF-SHI-NAV-L";
const JUMPER = "MER-JUM-OLI-L";
const UNKNOWN = "NEW-LIM-SCA";

const played = new Map<string, boolean>();
let world: World;

/** A scenario that counts as shown when its last line was reached. */
function scenario(name: string, play: () => Promise<void>): void {
  played.set(name, false);
  test(name, async () => {
    await play();
    played.set(name, true);
  });
}

afterEach(() => world.close());

afterAll(() => {
  const lines = [...played].map(([name, shown]) => `  ${shown ? "✓" : "✗"} ${name}`);
  process.stdout.write(`Merchants' failures and questions, played:\n${lines.join("\n")}\n`);
});

const placeOrder = (lines: object[] = [{ sku: SHIRT_M, quantity: 2 }], more: object = {}): Promise<PlacedOrder> =>
  world.ask("/shopify/orders", { lines, ...more });

const edit = (order: PlacedOrder, ...changes: object[]): Promise<PlacedOrder> =>
  world.ask(`/shopify/orders/${order.id}/edit`, { changes });

const whatIsOpen = async (): Promise<object[]> =>
  (await world.exceptions()).map(({ kind, owner, orderName }) => ({ kind, owner, orderName }));

scenario("A customer edits an order, and the warehouse picks the right thing", async () => {
  world = await openWorld();
  const order = await placeOrder([
    { sku: SHIRT_M, quantity: 2 },
    { sku: JUMPER, quantity: 1 },
  ]);
  await world.imported("1001");

  await edit(order, { set: { sku: SHIRT_M, quantity: 1 } });
  await edit(order, { set: { sku: JUMPER, quantity: 0 } }, { add: { sku: SHIRT_L, quantity: 3 } });
  await world.run("send-order-edit-to-warehouse", order);
  world.despatch("1001");

  expect(world.parcels()).toEqual({ "1001": { [SHIRT_M]: 1, [SHIRT_L]: 3 } });
  expect(await whatIsOpen()).toEqual([]);
});

scenario(
  "A new SKU is not known: the order waits, merchandising is told, and it goes on once the item is there",
  async () => {
    world = await openWorld();
    const order = await placeOrder();
    await world.imported("1001");

    await edit(order, { add: { sku: UNKNOWN, quantity: 1 } });
    await world.run("send-order-edit-to-warehouse", order);
    expect(world.salesOrder("1001")).toMatchObject({ onHold: true, units: { [SHIRT_M]: 2 } });
    expect(await whatIsOpen()).toEqual([{ kind: "unknown-sku", owner: "merchandising", orderName: "#1001" }]);

    await world.ask("/peoplevox/items", { items: [{ ItemCode: UNKNOWN, OnHand: 5 }] });
    await world.run("send-order-edit-to-warehouse", order);
    world.despatch("1001");
    expect(world.parcels()).toEqual({ "1001": { [SHIRT_M]: 2, [UNKNOWN]: 1 } });
    expect(await whatIsOpen()).toEqual([]);
  },
);

scenario("Edited comes before created: the order ships as edited, not as it was placed", async () => {
  world = await openWorld({}, { importer: { delayMs: 1_500, content: "at-creation" } });
  const order = await placeOrder();

  await edit(order, { set: { sku: SHIRT_M, quantity: 0 } }, { add: { sku: SHIRT_L, quantity: 1 } });
  await expect(world.run("send-order-edit-to-warehouse", order)).rejects.toThrow("#1001 is not in Peoplevox yet");
  expect(world.salesOrder("1001")).toBeUndefined();

  await world.imported("1001");
  expect(world.salesOrder("1001")?.units).toEqual({ [SHIRT_M]: 2 });
  await world.run("send-order-edit-to-warehouse", order);
  world.despatch("1001");
  expect(world.parcels()).toEqual({ "1001": { [SHIRT_L]: 1 } });
  expect(await whatIsOpen()).toEqual([]);
});

scenario(
  "The order was already sent to the warehouse: once picking has begun its parcel is stopped and a person told",
  async () => {
    world = await openWorld();
    const order = await placeOrder();
    await world.imported("1001");
    world.warehouse({ action: "pick", salesOrderNumber: "1001", units: 1 });

    await edit(order, { set: { sku: SHIRT_M, quantity: 0 } }, { add: { sku: SHIRT_L, quantity: 2 } });
    await world.run("send-order-edit-to-warehouse", order);

    expect(world.salesOrder("1001")).toMatchObject({ stopShip: true, units: { [SHIRT_M]: 2 } });
    expect(await whatIsOpen()).toEqual([{ kind: "picking-started", owner: "warehouse", orderName: "#1001" }]);
    const [told] = await world.exceptions();
    expect(told?.wanted).toMatchObject([{ itemCode: SHIRT_L, quantity: 2 }]);
    expect(told?.inWarehouse).toMatchObject([{ itemCode: SHIRT_M, quantity: 2 }]);
    expect(() => world.despatch("1001")).toThrow("The warehouse would not");
  },
);

scenario("An app recreates the order with a new id: only the new one is sent", async () => {
  world = await openWorld();
  const order = await placeOrder();
  await world.imported("1001");

  const { created } = await world.ask<{ created: PlacedOrder }>(`/shopify/orders/${order.id}/recreate`, {
    lines: [{ sku: SHIRT_L, quantity: 2 }],
  });
  await world.imported("1001A");
  await world.run("swap-recreated-order", created);

  expect(created.name).toBe("#1001A");
  expect(world.salesOrder("1001")).toMatchObject({ status: "Cancelled" });
  expect(world.salesOrder("1001A")).toMatchObject({ onHold: false, stopShip: false });
  world.despatch("1001A");
  expect(() => world.despatch("1001")).toThrow("The warehouse would not");
  expect(world.parcels()).toEqual({ "1001A": { [SHIRT_L]: 2 } });
  expect(await whatIsOpen()).toEqual([]);
});

scenario(
  "An app recreates the order while the warehouse picks it: the new one waits, so that two parcels never leave",
  async () => {
    world = await openWorld();
    const order = await placeOrder();
    await world.imported("1001");
    world.warehouse({ action: "pick", salesOrderNumber: "1001", units: 1 });

    const { created } = await world.ask<{ created: PlacedOrder }>(`/shopify/orders/${order.id}/recreate`, {});
    await world.imported("1001A");
    await world.run("swap-recreated-order", created);

    expect(world.salesOrder("1001")).toMatchObject({ status: "Partially picked", stopShip: true });
    expect(world.salesOrder("1001A")).toMatchObject({ onHold: true });
    expect(await whatIsOpen()).toMatchObject([{ kind: "recreated-while-picking", owner: "warehouse" }]);
  },
);

scenario("An item is refunded: the returns bench expects it, once, and money alone announces nothing", async () => {
  world = await openWorld();
  const order = await placeOrder([
    { sku: SHIRT_M, quantity: 2 },
    { sku: JUMPER, quantity: 1 },
  ]);
  await world.imported("1001");
  world.despatch("1001");
  await world.ask(`/shopify/orders/${order.id}/fulfil`, {});

  await world.ask(`/shopify/orders/${order.id}/refund`, { amount: "5.00" });
  await world.run("create-rma-for-refund", order);
  expect(world.returnDocuments()).toEqual([]);

  const refund = { lines: [{ sku: SHIRT_M, quantity: 1, restockType: "RETURN" }] };
  const { id } = await world.ask<{ id: number }>(`/shopify/orders/${order.id}/refund`, refund);
  await world.run("create-rma-for-refund", order);
  await world.run("create-rma-for-refund", order);
  expect(world.returnDocuments()).toEqual([
    { type: "rma", number: `REFUND-${id}`, status: "Open", units: { [SHIRT_M]: 1 } },
  ]);
  expect(await whatIsOpen()).toEqual([]);
});

scenario("Item identifiers differ: the right size and colour is picked", async () => {
  world = await openWorld({ itemCode: { rules: [{ rule: "upper-case" }], table: { "UK-RAINCOAT-12": "RAIN-M" } } });
  const order = await placeOrder();
  await world.imported("1001");
  await world.ask("/shopify/products", {
    products: [{ title: "Raincoat", variants: ["rain-s", "UK-RAINCOAT-12"].map((sku) => ({ title: sku, sku })) }],
  });
  const items = ["RAIN-S", "RAIN-M", "RAIN-L"].map((ItemCode) => ({ ItemCode, OnHand: 5 }));
  await world.ask("/peoplevox/items", { items });

  await edit(
    order,
    { set: { sku: SHIRT_M, quantity: 0 } },
    { add: { sku: "rain-s", quantity: 1 } },
    { add: { sku: "UK-RAINCOAT-12", quantity: 2 } },
  );
  await world.run("send-order-edit-to-warehouse", order);
  world.despatch("1001");

  expect(world.parcels()).toEqual({ "1001": { "RAIN-S": 1, "RAIN-M": 2 } });
  expect(await whatIsOpen()).toEqual([]);
});

scenario("A gift message is added after checkout: it is on the Sales Order before the parcel is packed", async () => {
  world = await openWorld({ fields: [{ field: "Attribute1", template: "{attribute.Gift message}" }] });
  const order = await placeOrder();
  await world.imported("1001");

  const customAttributes = [{ key: "Gift message", value: "Happy birthday, Ann" }];
  await world.ask(`/shopify/orders/${order.id}/details`, { customAttributes });
  await world.run("sync-order-details", order);

  expect(world.salesOrder("1001")).toMatchObject({
    status: "Allocated",
    onHold: false,
    units: { [SHIRT_M]: 2 },
    fields: { Attribute1: "Happy birthday, Ann" },
  });
  expect(await whatIsOpen()).toEqual([]);
});
