import { expect, test } from "@jest/globals";
import closeExceptions from "../../actions/lastedit/close-exceptions/close-exceptions.ts";
import { createExceptionStore } from "../../components/lastedit/exception-store.ts";
import type { ExceptionKind } from "../../domain/exceptions/exception.ts";
import { loadRecipe, resolveProps } from "../../runtime/recipes/index.ts";
import { aDraft } from "../support/exception-builders.ts";
import { memoryRecordStore } from "../support/memory-record-store.ts";
import { runAction } from "../support/run-component.ts";

const order = { shop: "demo.myshopify.com", name: "#1001" };
const FOUND_BY_SWEEP = [
  "warehouse-out-of-step",
  "details-out-of-step",
  "held-too-long",
  "rma-missing",
  "values-differ",
] as const satisfies ExceptionKind[];

/** What a recipe's own closing step leaves open of what a sweep has found, after steps that returned these values. */
async function leftOpen(recipe: string, returned: Readonly<Record<string, unknown>>): Promise<string[]> {
  const file = new URL(`../../recipes/${recipe}/recipe.yaml`, import.meta.url).pathname;
  const healed = (await loadRecipe(file)).recipe.steps.find(({ namespace }) => namespace === "healed");
  const steps = Object.fromEntries(Object.entries(returned).map(([name, value]) => [name, { $return_value: value }]));
  const lasteditStore = memoryRecordStore();
  const store = createExceptionStore(lasteditStore, Date.now);
  for (const kind of FOUND_BY_SWEEP) await store.raise(aDraft({ kind }));
  await runAction(closeExceptions, { ...resolveProps(healed?.props ?? {}, { steps }), lasteditStore });
  return (await store.list({ status: "open" })).map(({ kind }) => kind).toSorted();
}

test("an order edit run that sees the order in sync closes what a sweep found about its lines and details", async () => {
  const update = { inSync: true, because: "In sync.", stillOpen: [] };
  expect(await leftOpen("send-order-edit-to-warehouse", { order, update })).toEqual([
    "held-too-long",
    "rma-missing",
    "values-differ",
  ]);
});

test.each([
  ["closes", true, FOUND_BY_SWEEP.filter((kind) => kind !== "rma-missing")],
  ["leaves", false, FOUND_BY_SWEEP],
])("a returns run %s a missing RMA that a sweep found; in step: %s", async (_, inStep, left) => {
  const rma = { inStep, stillOpen: [] };
  expect(await leftOpen("create-rma-for-refund", { returns: { order }, rma })).toEqual([...left].toSorted());
});
