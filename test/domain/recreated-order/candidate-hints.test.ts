import { describe, expect, test } from "@jest/globals";
import { candidateHints, mayHaveCounterpart } from "../../../domain/recreated-order/candidate-hints.ts";
import { DEFAULT_EVIDENCE_RULES as RULES } from "../../../domain/recreated-order/evidence.rules.ts";
import { LABELLED_CASES } from "./labelled-cases/index.ts";
import { aTrace, cancelled } from "./trace-builders.ts";

test("hints say where a counterpart may be found", () => {
  const order = aTrace({ name: "#1031B", tags: ["#1031A", "vip", "#1031A"], sourceIdentifier: "5001" });
  expect(candidateHints(order, RULES)).toEqual({
    references: ["5001", "#1031A"],
    nameStem: "1031",
    customerId: "7001",
    email: "ann@example.com",
  });
});

describe("an order is worth waiting for", () => {
  test.each([
    ["a cancelled order", cancelled(aTrace(), 5)],
    ["a versioned name", aTrace({ name: "#1031A" })],
    ["a tag with an order's name", aTrace({ tags: ["#1030"] })],
    ["a source in this shop", aTrace({ sourceIdentifier: "5001000000000" })],
    ["an edit app's tag", aTrace({ tags: ["orderediting:duplicated"] })],
    ["an edit app", aTrace({ app: { id: "1", name: "order editor" } })],
  ])("%s", (_what, order) => {
    expect(mayHaveCounterpart(order, RULES)).toBe(true);
  });

  test.each([
    ["an ordinary order", aTrace()],
    ["an order without an app", aTrace({ app: null })],
    ["ordinary tags", aTrace({ tags: ["vip", "2026"] })],
    ["an order from a marketplace", aTrace({ sourceIdentifier: "204-1111111-1111111" })],
  ])("not %s", (_what, order) => {
    expect(mayHaveCounterpart(order, RULES)).toBe(false);
  });

  test("the new order alone says that it is a copy, except where only the old one is marked", () => {
    const silent = LABELLED_CASES.filter(({ truth }) => truth === "recreated").filter(
      ({ orders, pair, rules }) =>
        !mayHaveCounterpart(
          orders.find(({ id }) => id === pair?.[1])!,
          rules,
        ),
    );
    expect(silent.map(({ title }) => title)).toEqual([
      "Order Editing's Flow duplicates an order and tags the old order",
    ]);
  });
});

test("a hint finds the old order of each recreated pair", () => {
  for (const { orders, pair, rules } of LABELLED_CASES.filter(({ truth }) => truth === "recreated")) {
    const [old, fresh] = [0, 1].map((end) => orders.find(({ id }) => id === pair?.[end])!);
    const { references, nameStem, customerId } = candidateHints(fresh!, rules);
    const isFound =
      candidateHints(old!, rules).nameStem === nameStem ||
      (customerId !== null && customerId === old!.customerId) ||
      references.some((reference) => [old!.id, old!.name, old!.name.slice(1)].includes(reference));
    expect(isFound).toBe(true);
  }
});
