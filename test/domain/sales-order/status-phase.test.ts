import { expect, test } from "@jest/globals";
import { isOver, statusPhase } from "../../../domain/sales-order/status-phase.ts";
import type { StatusPhase } from "../../../domain/sales-order/status-phase.ts";

test.each<[string, StatusPhase]>([
  ["New", "not-started"],
  ["Partially allocated", "not-started"],
  [" ALLOCATED ", "not-started"],
  ["Partially picked", "picking"],
  ["Picked", "picked"],
  ["Despatched", "despatched"],
  ["Cancelled", "cancelled"],
  ["Being gift wrapped", "unknown"],
  ["constructor", "unknown"],
])("status %j stands for phase %j", (status, phase) => {
  expect(statusPhase(status, {})).toBe(phase);
});

test("a tenant's own status names win over the standard ones", () => {
  expect(statusPhase("Being gift wrapped", { "being gift wrapped": "picked" })).toBe("picked");
  expect(statusPhase("New", { new: "picking" })).toBe("picking");
});

test.each([
  { status: "Cancelled", over: true },
  { status: "Despatched", over: true },
  { status: "Partially despatched", over: false },
  { status: "Packed", over: false },
  { status: "Never heard of", over: false },
  { status: "Gone", over: true },
])("$status: that nothing of it can be picked any more is $over", ({ status, over }) => {
  expect(isOver(status, { gone: "despatched" })).toBe(over);
});
