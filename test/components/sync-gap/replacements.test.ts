import { expect, test } from "@jest/globals";
import { replacementsAmong } from "../../../components/sync-gap/replacements.ts";
import { aLine, anOrder } from "../../support/order-builders.ts";

const original = anOrder({
  id: "5001",
  name: "#1031",
  cancelledAt: "2026-11-24T09:30:00Z",
  tags: ["Cleverific-Cancelled"],
  lines: [aLine({ currentQuantity: 0, quantity: 2 })],
});
const recreated = anOrder({ id: "5002", name: "#1031A", createdAt: "2026-11-24T09:29:58Z", tags: [] });

test("names the order that took a cancelled one's place", () => {
  const orders = [{ ...original, note: null, tags: ["edited"] }, recreated];
  expect([...replacementsAmong(orders)]).toEqual([["5001", "#1031A"]]);
});

test("a plain cancel beside a later order of the same customer is no replacement", () => {
  const later = anOrder({
    id: "5003",
    name: "#1040",
    createdAt: "2026-11-24T11:00:00Z",
    lines: [aLine({ sku: "MUG" })],
  });
  expect(replacementsAmong([{ ...original, tags: [] }, later]).size).toBe(0);
});

test("an order that its shop still wants is never replaced", () => {
  expect(replacementsAmong([{ ...original, cancelledAt: null, lines: [aLine()] }, recreated]).size).toBe(0);
});

test("looks through hundreds of orders in no time", () => {
  const orders = Array.from({ length: 600 }, (_, index) =>
    anOrder({
      id: String(6000 + index),
      name: `#${2000 + index}`,
      email: `customer${index % 50}@example.com`,
      cancelledAt: index % 10 === 0 ? "2026-11-24T09:30:00Z" : null,
    }),
  );
  const started = performance.now();
  replacementsAmong(orders);
  expect(performance.now() - started).toBeLessThan(10_000);
});
