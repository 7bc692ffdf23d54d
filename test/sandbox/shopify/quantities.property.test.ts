import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createManualClock } from "../../../sandbox/clock.ts";
import { createShopifySandbox, type Order, type Shop, ShopRefusedError } from "../../../sandbox/shopify/index.ts";
import {
  fulfilledQuantity,
  openFulfillmentOrders,
  orderFigures,
} from "../../../sandbox/shopify/model/order-figures.ts";

type Step =
  | { do: "set"; line: number; quantity: number }
  | { do: "add"; quantity: number }
  | { do: "refund"; line: number; quantity: number; restockType: "CANCEL" | "RETURN" | "NO_RESTOCK" }
  | { do: "fulfil"; line: number; quantity: number }
  | { do: "fulfil-all" }
  | { do: "cancel" };

const line = fc.nat(5);
const quantity = fc.integer({ min: 0, max: 6 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("set" as const), line, quantity }),
  fc.record({ do: fc.constant("add" as const), quantity }),
  fc.record({
    do: fc.constant("refund" as const),
    line,
    quantity,
    restockType: fc.constantFrom("CANCEL" as const, "RETURN" as const, "NO_RESTOCK" as const),
  }),
  fc.record({ do: fc.constant("fulfil" as const), line, quantity }),
  fc.record({ do: fc.constant("fulfil-all" as const) }),
  fc.record({ do: fc.constant("cancel" as const) }),
);

function take(shop: Shop, order: Order, wanted: Step): void {
  const lineItemId = order.lines["line" in wanted ? wanted.line % order.lines.length : 0]!.id;
  switch (wanted.do) {
    case "set":
      shop.editOrder(order.id, [{ set: { lineItemId, quantity: wanted.quantity } }]);
      break;
    case "add":
      shop.editOrder(order.id, [{ add: { sku: "CAR-KIT", quantity: wanted.quantity, allowDuplicates: true } }]);
      break;
    case "refund":
      shop.refundOrder(order.id, {
        lines: [{ lineItemId, quantity: wanted.quantity, restockType: wanted.restockType }],
      });
      break;
    case "fulfil":
      shop.fulfilOrder(order.id, { lines: [{ lineItemId, quantity: wanted.quantity }] });
      break;
    case "fulfil-all":
      shop.fulfilOrder(order.id);
      break;
    case "cancel":
      shop.cancelOrder(order.id);
  }
}

/** What must hold after every step, whatever happened before. */
function check(order: Order): void {
  for (const { id, quantity: ordered, currentQuantity, unfulfilledQuantity } of order.lines) {
    expect(unfulfilledQuantity).toBeGreaterThanOrEqual(0);
    expect(currentQuantity).toBeGreaterThanOrEqual(unfulfilledQuantity);
    expect(ordered).toBeGreaterThanOrEqual(currentQuantity);
    expect(fulfilledQuantity(order, id)).toBeLessThanOrEqual(ordered);
    const remaining = openFulfillmentOrders(order)
      .flatMap(({ lines }) => lines)
      .filter(({ lineItemId }) => lineItemId === id)
      .reduce((total, { remainingQuantity }) => total + remainingQuantity, 0);
    expect(remaining).toBe(unfulfilledQuantity);
    const refunded = order.refunds
      .flatMap(({ lines }) => lines)
      .filter(({ lineItemId }) => lineItemId === id)
      .reduce((total, { quantity: units }) => total + units, 0);
    expect(ordered - currentQuantity).toBe(refunded);
  }
  const { currentTotal, total } = orderFigures(order);
  expect(currentTotal).toBeLessThanOrEqual(total);
}

describe("quantities of an order", () => {
  test("stay consistent through any sequence of edits, refunds, fulfilments and cancellations", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const shop = createShopifySandbox({ seed: 1, clock: createManualClock() }).admin;
        const order = shop.placeOrder({
          lines: [
            { sku: "OXF-SHI-NAV-S", quantity: 3 },
            { sku: "GIF-BOX", quantity: 1 },
          ],
        });
        for (const wanted of steps) {
          const before = structuredClone(order);
          try {
            take(shop, order, wanted);
          } catch (error) {
            if (!(error instanceof ShopRefusedError)) throw error;
            // A refusal changed nothing.
            expect(order).toEqual(before);
          }
          check(order);
        }
      }),
      { numRuns: 300 },
    );
  });
});
