import { expect, test } from "@jest/globals";
import { createPointsBudget } from "../../../components/shopify/points-budget.ts";

const cost = (currentlyAvailable: number, requestedQueryCost = 100) => ({
  requestedQueryCost,
  throttleStatus: { maximumAvailable: 1000, currentlyAvailable, restoreRate: 100 },
});

function clock() {
  let ms = 0;
  return { now: () => ms, pass: (by: number) => (ms += by) };
}

test("waits for nothing while nothing is known", () => {
  expect(createPointsBudget(() => 0).waitMs("A")).toBe(0);
});

test("waits until the points that a query took last time are there again", () => {
  const time = clock();
  const budget = createPointsBudget(time.now);
  budget.learn("A", cost(20));
  expect(budget.waitMs("A")).toBe(800);
  time.pass(799);
  expect(budget.waitMs("A")).toBeGreaterThan(0);
  time.pass(1);
  expect(budget.waitMs("A")).toBe(0);
});

test("counts queries that are under way", () => {
  const budget = createPointsBudget(() => 0);
  budget.learn("A", cost(150));
  budget.spend("A");
  expect(budget.waitMs("A")).toBe(500);
});

test("lets a query of unknown cost pass, and forgets guesses when a response tells the true level", () => {
  const budget = createPointsBudget(() => 0);
  budget.learn("A", cost(150));
  expect(budget.waitMs("B")).toBe(0);
  budget.spend("A");
  budget.learn("A", cost(100));
  expect(budget.waitMs("A")).toBe(0);
});

test("leaves a share of the bucket to others when asked to", () => {
  const budget = createPointsBudget(() => 0);
  budget.learn("A", cost(580));
  expect(budget.waitMs("A")).toBe(0);
  expect(budget.waitMs("A", 0.5)).toBe(200);
  expect(budget.waitMs("A", 0.4)).toBe(0);
});

test("never waits for more points than the bucket holds", () => {
  const time = clock();
  const budget = createPointsBudget(time.now);
  budget.learn("A", cost(0, 5000));
  expect(budget.waitMs("A")).toBe(10_000);
  time.pass(60_000);
  expect(budget.waitMs("A")).toBe(0);
});
