import { join } from "node:path";
import closeExceptions from "../../actions/lastedit/close-exceptions/close-exceptions.ts";
import raiseException from "../../actions/lastedit/raise-exception/raise-exception.ts";
import recordSyncGaps from "../../actions/lastedit/record-sync-gaps/record-sync-gaps.ts";
import cancelRma from "../../actions/peoplevox/cancel-rma/cancel-rma.ts";
import checkStatus from "../../actions/peoplevox/check-sales-order-status/check-sales-order-status.ts";
import checkSyncGaps from "../../actions/peoplevox/check-sync-gaps/check-sync-gaps.ts";
import createRma from "../../actions/peoplevox/create-rma/create-rma.ts";
import planUpdate from "../../actions/peoplevox/plan-sales-order-update/plan-sales-order-update.ts";
import stopParcel from "../../actions/peoplevox/stop-parcel/stop-parcel.ts";
import swapSalesOrder from "../../actions/peoplevox/swap-sales-order/swap-sales-order.ts";
import updateSalesOrder from "../../actions/peoplevox/update-sales-order/update-sales-order.ts";
import validateSkus from "../../actions/peoplevox/validate-skus/validate-skus.ts";
import findRecreatedOrder from "../../actions/shopify/find-recreated-order/find-recreated-order.ts";
import getCurrentOrder from "../../actions/shopify/get-current-order/get-current-order.ts";
import getOrderReturns from "../../actions/shopify/get-order-returns/get-order-returns.ts";
import { moduleCatalogue } from "../../runtime/component-host/catalogue.ts";
import type { Component } from "../../runtime/component-host/types.ts";
import { prepareRecipe } from "../../runtime/engine/prepare-recipe.ts";
import type { PreparedRecipe } from "../../runtime/engine/prepared-recipe.ts";
import { loadRecipe } from "../../runtime/recipes/index.ts";

const COMPONENTS = [
  closeExceptions,
  raiseException,
  recordSyncGaps,
  cancelRma,
  checkStatus,
  checkSyncGaps,
  createRma,
  planUpdate,
  stopParcel,
  swapSalesOrder,
  updateSalesOrder,
  validateSkus,
  findRecreatedOrder,
  getCurrentOrder,
  getOrderReturns,
] as unknown as readonly Component[];

/** The recipes that are simulated: all that may change a Sales Order or what the returns bench expects. */
export const RECIPES = [
  "send-order-edit-to-warehouse",
  "swap-recreated-order",
  "create-rma-for-refund",
  "watch-sync-gaps",
] as const;
export type RecipeName = (typeof RECIPES)[number];

export const WAITS = {
  settleMs: 20_000,
  mostSettleMs: 90_000,
  importMinutes: 6,
  graceMinutes: 3,
  freshMinutes: 3,
  pollMs: 9 * 60_000,
} as const;

/** Waits that the shipped recipes give in minutes and hours, shortened so that a seed is over sooner. */
const SHORTER: Readonly<Record<string, number>> = {
  importWaitMinutes: WAITS.importMinutes,
  graceMinutes: WAITS.graceMinutes,
  freshForMinutes: WAITS.freshMinutes,
};

/** The shipped recipes, ready to run; only their waits are shorter. */
export async function prepareRecipes(root: string): Promise<ReadonlyMap<string, PreparedRecipe>> {
  const catalogue = moduleCatalogue(COMPONENTS);
  const prepared = new Map<string, PreparedRecipe>();
  for (const name of RECIPES) {
    const loaded = await loadRecipe(join(root, "recipes", name, "recipe.yaml"));
    const steps = loaded.recipe.steps.map((step) => ({ ...step, props: shorter(step.uses, step.props) }));
    const recipe = { ...loaded.recipe, steps };
    prepared.set(
      name,
      await prepareRecipe({ ...loaded, recipe }, { catalogue, connections: {}, secrets: [], env: {} }),
    );
  }
  return prepared;
}

/** Steps that wait for an import as long as their default says, where the recipe names no time. */
const WAITS_BY_DEFAULT = ["peoplevox-check-sync-gaps"];

function shorter<Props extends Readonly<Record<string, unknown>>>(uses: string, props: Props): Props {
  const given = WAITS_BY_DEFAULT.includes(uses) ? { importWaitMinutes: WAITS.importMinutes, ...props } : props;
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, SHORTER[name] ?? value])) as Props;
}
