import closeExceptions from "../../actions/lastedit/close-exceptions/close-exceptions.ts";
import raiseException from "../../actions/lastedit/raise-exception/raise-exception.ts";
import recordSyncGaps from "../../actions/lastedit/record-sync-gaps/record-sync-gaps.ts";
import { checkGaps } from "../../actions/peoplevox/check-sync-gaps/check-gaps.ts";
import { notSearchable, readHeldSince } from "../../actions/peoplevox/check-sync-gaps/check-input.ts";
import { statusOf } from "../../actions/peoplevox/check-sales-order-status/sales-order-status.ts";
import { bringReturnsIntoStep } from "../../actions/peoplevox/create-rma/bring-returns-into-step.ts";
import type { WrittenOutcome } from "../../actions/peoplevox/create-rma/bring-returns-into-step.ts";
import { readReturns } from "../../actions/peoplevox/create-rma/returns-prop.ts";
import { knownSalesOrders } from "../../actions/peoplevox/plan-sales-order-update/known-sales-orders.ts";
import { readablePlan } from "../../actions/peoplevox/plan-sales-order-update/readable-plan.ts";
import type { ActionDoors } from "../../actions/peoplevox/shared/doors.ts";
import { readOrder } from "../../actions/peoplevox/shared/order-prop.ts";
import { policyFrom } from "../../actions/peoplevox/shared/policy-props.ts";
import { readSituation } from "../../actions/peoplevox/shared/situation.ts";
import { stopParcels } from "../../actions/peoplevox/stop-parcel/stop-parcels.ts";
import { readFinding } from "../../actions/peoplevox/swap-sales-order/read-finding.ts";
import { swapSalesOrders } from "../../actions/peoplevox/swap-sales-order/swap.ts";
import { swapDoors } from "../../actions/peoplevox/swap-sales-order/swap-doors.ts";
import { updateAll } from "../../actions/peoplevox/update-sales-order/update-all.ts";
import { validateSkus } from "../../actions/peoplevox/validate-skus/check-order-skus.ts";
import { askNow, readOrderIds } from "../../actions/shopify/find-recreated-order/ask-now.ts";
import type { RecordStore } from "../../components/lastedit/record-store.ts";
import type { SharedPeoplevox } from "../../components/peoplevox/shared-warehouse.ts";
import type { ShopifyAdminClient } from "../../components/shopify/admin-client.ts";
import { fetchOrderSnapshot } from "../../components/shopify/fetch-order-snapshot.ts";
import { fetchReturnsHistory } from "../../components/shopify/fetch-returns-history.ts";
import { readRecreateProps } from "../../components/shopify/recreated-orders/recreate-props.ts";
import { gapSettingsFrom } from "../../components/sync-gap/gap-props.ts";
import type { GapProps } from "../../components/sync-gap/gap-props.ts";
import { inspectOrders } from "../../components/sync-gap/inspect-orders.ts";
import { desiredSalesOrder } from "../../domain/sales-order/desired-sales-order.ts";
import type { SwapPolicy } from "../../domain/recreated-order/swap.rules.ts";
import type { ReturnsPolicy } from "../../domain/returns/refund-kind.rules.ts";

/** What a worker's steps work with. */
export interface StepDoors extends ActionDoors {
  readonly peoplevox: SharedPeoplevox;
  readonly shopify: ShopifyAdminClient;
  readonly store: RecordStore;
  /** What the merchant has set. */
  readonly gaps: GapProps;
  readonly returnsPolicy: ReturnsPolicy;
  readonly swapPolicy: SwapPolicy;
}

type Props = Readonly<Record<string, unknown>>;
type Step = (props: Props, doors: StepDoors) => Promise<unknown>;

const DOLLAR = { $: { export: () => undefined } };

const minutes = (props: Props, name: string): number => Number(props[name] ?? 60);

const returnsStep =
  (written: readonly WrittenOutcome[]): Step =>
  (props, { warehouse, peoplevox, profile, returnsPolicy }) =>
    bringReturnsIntoStep(
      { history: readReturns(props["returns"]), policy: returnsPolicy },
      { warehouse, desk: peoplevox.returnsDesk, profile },
      written,
    );

/**
 * What each component of the recipes does, by its key: the typed function beside it, with the simulated systems behind
 * its doors. Components that reach no system but the store are run as they are.
 */
export const STEPS: Readonly<Record<string, Step>> = {
  "shopify-get-current-order": ({ orderId }, { shopify }) => fetchOrderSnapshot(shopify, String(orderId)),

  "peoplevox-check-sales-order-status": async ({ order }, { warehouse, profile }) =>
    statusOf(await warehouse.findLineage(desiredSalesOrder(readOrder(order), profile)), profile),

  "peoplevox-validate-skus": ({ order }, { warehouse, profile }) =>
    validateSkus(readOrder(order), profile, warehouse, 3),

  "peoplevox-plan-sales-order-update": async (props, doors) => {
    const request = { order: readOrder(props["order"]), profile: doors.profile, ...policyFrom(props) };
    return readablePlan(await readSituation(request, doors, knownSalesOrders(props["salesOrders"])));
  },

  "peoplevox-update-sales-order": async (props, doors) => (await updateAll(props["order"], props, doors)).result,

  "peoplevox-swap-sales-order": (props, { warehouse, profile, peoplevox, store, swapPolicy }) =>
    swapSalesOrders(
      {
        finding: readFinding(props["finding"]),
        profile,
        policy: swapPolicy,
        importWaitMinutes: minutes(props, "importWaitMinutes"),
      },
      swapDoors(warehouse, store, peoplevox.clientId, Date.now),
    ),

  "shopify-find-recreated-order": (props, { shopify }) =>
    askNow(shopify, readOrderIds(props["orderIds"]), readRecreateProps(props), Date.now()),

  "shopify-get-order-returns": ({ orderId }, { shopify }) => fetchReturnsHistory(shopify, String(orderId)),

  "peoplevox-create-rma": returnsStep(["create", "correct"]),
  "peoplevox-cancel-rma": returnsStep(["void"]),

  "peoplevox-check-sync-gaps": async (props, { peoplevox, holds, gaps, returnsPolicy }) => {
    const order = readOrder(props["order"]);
    const returns = (props["returns"] ?? "") === "" ? null : readReturns(props["returns"]);
    const replacedBy = (props["replacedBy"] ?? "") as string;
    const { inspected } = await inspectOrders({
      orders: [order],
      peoplevox,
      holds,
      settings: gapSettingsFrom({ ...props, ...gaps }),
      heldSinceMs: readHeldSince(props["heldSince"]),
      replacedBy: new Map(replacedBy === "" ? [] : [[order.id, replacedBy]]),
      returns: new Map(returns === null ? [] : [[order.id, returns]]),
      returnsPolicy,
      nowMs: Date.now(),
    });
    const [one] = inspected;
    if (one === undefined) throw notSearchable(order.name);
    return checkGaps(one, returns !== null);
  },

  "peoplevox-stop-parcel": ({ salesOrderNumbers, because }, doors) =>
    stopParcels(salesOrderNumbers as readonly string[], String(because), doors),

  "lastedit-raise-exception": (props, { store }) => raiseException.run.call({ ...props, lasteditStore: store }, DOLLAR),
  "lastedit-close-exceptions": (props, { store }) =>
    closeExceptions.run.call({ ...(props as { shop: string; lineage: string }), lasteditStore: store }, DOLLAR),
  "lastedit-record-sync-gaps": (props, { store }) =>
    recordSyncGaps.run.call({ ...(props as { shop: string; lineage: string }), lasteditStore: store }, DOLLAR),
};
