import { describePlan } from "../../../domain/order-edit/describe-plan.ts";
import type { LineageMember } from "../../../domain/order-edit/lineage.ts";
import { unitsByItemCode } from "../../../domain/sales-order/difference.ts";
import { money } from "../../../domain/sync-gap/value-reconciliation.ts";
import type { ValueComparison } from "../../../domain/sync-gap/value-reconciliation.ts";
import { createHoldLedger } from "../../../components/lastedit/hold-ledger.ts";
import type { RecordStore } from "../../../components/lastedit/record-store.ts";
import { warehouseFromProps } from "../../../components/peoplevox/peoplevox-props.ts";
import { fetchOrderPayments } from "../../../components/shopify/fetch-order-payments.ts";
import { fetchOrderSnapshot } from "../../../components/shopify/fetch-order-snapshot.ts";
import { returnsPolicyFrom } from "../../../components/shopify/returns-policy-props.ts";
import { ShopifyOrderNotFoundError } from "../../../components/shopify/shopify-errors.ts";
import { shopifyClientFromProps } from "../../../components/shopify/shopify-props.ts";
import { gapSettingsFrom } from "../../../components/sync-gap/gap-props.ts";
import { gapView } from "../../../components/sync-gap/gap-view.ts";
import { inspectOrders } from "../../../components/sync-gap/inspect-orders.ts";
import type { InspectedOrder } from "../../../components/sync-gap/inspect-orders.ts";
import type { Comparison } from "../contract/orders.ts";
import { ApiError, refused } from "../api-error.ts";
import { comparedLines } from "../views/compared-lines.ts";
import type { SystemsOfShop } from "./systems-of-shop.ts";

/**
 * Reads both sides now and compares them by the same rules as the runs do. Changes nothing.
 *
 * @param order - Id or name
 * @throws {ApiError} When the shop has no such order, or Peoplevox cannot be asked for it
 */
export async function compareNow(
  order: string,
  systems: SystemsOfShop & { readonly ok: true },
  records: RecordStore,
): Promise<Comparison> {
  const shopify = shopifyClientFromProps(systems.shopify);
  const snapshot = await fetchOrderSnapshot(shopify, order).catch((error: unknown) => {
    if (error instanceof ShopifyOrderNotFoundError || error instanceof RangeError)
      throw new ApiError(404, "not-found", error.message);
    throw error;
  });
  const peoplevox = warehouseFromProps(systems.peoplevox);
  const { inspected } = await inspectOrders({
    orders: [snapshot],
    peoplevox,
    holds: createHoldLedger(records, peoplevox.clientId),
    settings: gapSettingsFrom({}),
    heldSinceMs: new Map(),
    replacedBy: new Map(),
    returns: new Map(),
    returnsPolicy: returnsPolicyFrom({}),
    nowMs: Date.now(),
  });
  const [one] = inspected;
  if (one === undefined) {
    throw refused(
      `Order ${snapshot.name} cannot be looked up in Peoplevox: its name holds a character that a search cannot. Nothing was changed.`,
    );
  }
  const { currency, currentTotal, currentTax, currentShipping, currentDiscounts, financialStatus } = snapshot;
  const payments = await fetchOrderPayments(shopify, snapshot.gid);
  const inShopify = payments && {
    currency,
    total: currentTotal,
    tax: currentTax,
    shipping: currentShipping,
    discounts: currentDiscounts,
    ...payments,
    paymentState: financialStatus,
  };
  return { ...comparisonOf(one), inShopify };
}

function comparisonOf({ desired, plan, gaps, values }: InspectedOrder): Omit<Comparison, "inShopify"> {
  const { lineage } = plan;
  const current = lineage.current?.salesOrder ?? null;
  const wanted = desired.nothingToSend === null ? desired.items : [];
  const titles = new Map(desired.items.map(({ itemCode, title }) => [itemCode, title]));
  const there = current === null ? [] : [...unitsByItemCode(current.items)];
  return {
    comparedAt: new Date().toISOString(),
    from: "live",
    runId: null,
    inSync: plan.outcome === "in-sync",
    inWords: describePlan(plan),
    because: plan.because,
    salesOrders: [
      ...membersOf([lineage.current, lineage.successor], "current"),
      ...membersOf(lineage.rivals, "rival"),
      ...membersOf(lineage.cancelled, "cancelled"),
    ],
    lines: comparedLines(
      [...wanted, ...desired.withoutItemCode.map((title) => ({ itemCode: "", title, quantity: 0 }))],
      there.map(([itemCode, quantity]) => ({ itemCode, title: titles.get(itemCode) ?? itemCode, quantity })),
    ),
    details: [
      ...plan.difference.fields.map(({ field, from, to }) => ({ field, wanted: to, inWarehouse: from })),
      ...plan.difference.itemFields.map(({ itemCode, field, from, to }) => ({
        field: `${field} of ${itemCode}`,
        wanted: to,
        inWarehouse: from,
      })),
    ],
    gaps: gaps.map(gapView).map(({ title, inWords, because }) => ({ title, inWords, because })),
    values: valuesOf(values),
  };
}

function membersOf(members: readonly (LineageMember | null)[], part: "current" | "rival" | "cancelled") {
  return members
    .filter((member) => member !== null)
    .map(({ salesOrder: { salesOrderNumber, status, onHold, stopShip } }) => ({
      number: salesOrderNumber,
      status,
      onHold,
      stopShip,
      part,
    }));
}

function valuesOf(values: ValueComparison | null): Comparison["values"] {
  if (values === null) return null;
  if (values.state === "not-compared") return { state: values.state, because: values.because, currency: "", rows: [] };
  const { state, currency, differing } = values;
  return {
    state,
    because: "",
    currency,
    rows: values.values.map((value) => ({
      field: value.field,
      shopify: money(value.shopifyMinor, currency),
      peoplevox: value.peoplevoxText,
      differs: differing.includes(value),
    })),
  };
}
