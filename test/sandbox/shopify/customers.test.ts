import { describe, expect, test } from "@jest/globals";
import { createManualClock } from "../../../sandbox/clock.ts";
import { createShopifySandbox, type CustomerRates, startCustomers } from "../../../sandbox/shopify/index.ts";

async function live(seed: number, rates: Partial<CustomerRates>) {
  const clock = createManualClock();
  const shopify = createShopifySandbox({ seed, clock });
  const customers = startCustomers(shopify, { clock, seed, rates });
  await clock.advance(30 * 60_000);
  const orders = [...shopify.store.orders.values()];
  return { counts: { ...customers.counts }, orders, catalogue: shopify.catalogue };
}

describe("customers", () => {
  test("place the asked number of orders and make the asked number of changes", async () => {
    const { counts, orders } = await live(3, {
      ordersPerMinute: 60,
      editsPerOrder: 1.5,
      mostOrders: 200,
      mostEdits: 300,
    });
    expect(counts.ordersPlaced).toBe(200);
    const changes = counts.linesEdited + counts.detailsEdited + counts.cancelled + counts.refused;
    expect(changes).toBeGreaterThan(270);
    expect(changes).toBeLessThanOrEqual(300);
    expect(orders.filter(({ edited }) => edited).length).toBeGreaterThan(100);
  });

  test("do the same for the same seed and something else for another", async () => {
    const story = async (seed: number) => {
      const { orders } = await live(seed, { ordersPerMinute: 30, mostOrders: 30 });
      return orders.map(({ name, createdAt, lines, note }) => ({ name, createdAt, lines, note }));
    };
    const first = await story(7);
    expect(await story(7)).toEqual(first);
    expect(await story(8)).not.toEqual(first);
  });

  test("add, remove, raise and lower lines, and change notes, attributes and addresses", async () => {
    const { orders } = await live(5, { ordersPerMinute: 60, mostOrders: 150, editsPerOrder: 2 });
    const lines = orders.flatMap((order) => order.lines.map((line) => ({ order, line })));
    const kinds = {
      removed: lines.some(({ line, order }) => line.currentQuantity === 0 && order.cancelledAt === null),
      lowered: lines.some(({ line }) => line.currentQuantity > 0 && line.currentQuantity < line.quantity),
      added: orders.some(({ fulfillmentOrders }) => fulfillmentOrders.length > 1),
      noted: orders.some(({ note }) => note !== null),
      gift: orders.some(({ customAttributes }) => customAttributes.some(({ key }) => key === "Gift message")),
      moved: orders.some(({ shippingAddress }) => shippingAddress?.address1?.includes("Mill Lane") === true),
      cancelled: orders.some(({ cancelledAt }) => cancelledAt !== null),
    };
    expect(kinds).toEqual({
      removed: true,
      lowered: true,
      added: true,
      noted: true,
      gift: true,
      moved: true,
      cancelled: true,
    });
  });

  test("buy what the warehouse does not know only when asked to", async () => {
    const bought = async (unknownSkuShare: number) => {
      const { orders, catalogue } = await live(2, { ordersPerMinute: 60, mostOrders: 60, unknownSkuShare });
      const unknown = new Set(
        catalogue.flatMap(({ variants }) => variants.filter((v) => !v.knownToWarehouse).map((v) => v.sku)),
      );
      return orders.flatMap(({ lines }) => lines).filter(({ sku }) => unknown.has(sku ?? "")).length;
    };
    expect(await bought(0)).toBe(0);
    expect(await bought(0.5)).toBeGreaterThan(0);
  });
});
