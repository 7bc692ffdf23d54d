import { ConfigurationError } from "@pipedream/platform";
import { createHoldLedger } from "../../../components/lastedit/hold-ledger.ts";
import { lasteditStoreProp } from "../../../components/lastedit/lastedit-props.ts";
import type { LasteditStoreProps } from "../../../components/lastedit/lastedit-props.ts";
import { peoplevoxProps, warehouseFromProps } from "../../../components/peoplevox/peoplevox-props.ts";
import type { PeoplevoxProps } from "../../../components/peoplevox/peoplevox-props.ts";
import type { ActionComponent, ActionContext } from "../../../components/pipedream-component.ts";
import { shopifyClientFromProps, shopifyProps } from "../../../components/shopify/shopify-props.ts";
import type { ShopifyProps } from "../../../components/shopify/shopify-props.ts";
import { gapProps, gapSettingsFrom } from "../../../components/sync-gap/gap-props.ts";
import type { GapProps } from "../../../components/sync-gap/gap-props.ts";
import { inspectOrders } from "../../../components/sync-gap/inspect-orders.ts";
import { changedOrders, readOrders } from "../../../components/sync-gap/read-recent-orders.ts";
import { replacementsAmong } from "../../../components/sync-gap/replacements.ts";
import { DEFAULT_RETURNS_POLICY } from "../../../domain/returns/refund-kind.rules.ts";
import { comparisonInWords, comparisonOf } from "./comparison.ts";

interface Props extends ShopifyProps, PeoplevoxProps, LasteditStoreProps, GapProps {
  readonly lookBackHours?: number;
  readonly mostOrders?: number;
}

const DEFAULT_LOOK_BACK_HOURS = 24;
const DEFAULT_MOST_ORDERS = 1_000;

export default {
  type: "action",
  key: "peoplevox-compare-recent-orders",
  name: "Compare Recent Orders",
  description:
    "Compares the orders that changed lately on both sides and adds up: in sync, gaps by kind, parcels at risk, values by currency. Changes nothing. [See the documentation](https://peoplevox.github.io/Documentation/)",
  version: "0.1.0",
  annotations: { readOnlyHint: true, destructiveHint: false, openWorldHint: true, idempotentHint: true },
  props: {
    ...shopifyProps(),
    ...peoplevoxProps(),
    lasteditStore: lasteditStoreProp(),
    lookBackHours: {
      type: "integer",
      label: "Look Back (Hours)",
      description: "Orders changed in Shopify within this time are compared.",
      min: 1,
      default: DEFAULT_LOOK_BACK_HOURS,
      optional: true,
    },
    mostOrders: {
      type: "integer",
      label: "Orders at Most",
      description: "300 orders take about ten requests to Peoplevox.",
      min: 1,
      max: 10_000,
      default: DEFAULT_MOST_ORDERS,
      optional: true,
    },
    ...gapProps(),
  },
  async run(this: Props, { $ }: { $: ActionContext }) {
    const settings = gapSettingsFrom(this);
    const lookBackHours = this.lookBackHours ?? DEFAULT_LOOK_BACK_HOURS;
    const most = this.mostOrders ?? DEFAULT_MOST_ORDERS;
    if (lookBackHours < 1 || most < 1) throw new ConfigurationError("Look back and orders at most must be above 0.");
    const client = shopifyClientFromProps(this);
    const peoplevox = warehouseFromProps(this);
    const nowMs = Date.now();
    const changed = await changedOrders(client, nowMs - lookBackHours * 3_600_000, most);
    const ids = changed.map(({ id }) => id);
    const orders = await readOrders(client, ids, peoplevox.profile.metafields);
    const { inspected } = await inspectOrders({
      orders,
      peoplevox,
      holds: createHoldLedger(this.lasteditStore, peoplevox.clientId),
      settings,
      heldSinceMs: new Map(),
      replacedBy: replacementsAmong(orders),
      returns: new Map(),
      returnsPolicy: DEFAULT_RETURNS_POLICY,
      nowMs,
    });
    const complete = changed.length < most;
    const comparison = comparisonOf(inspected, { lookBackHours, complete, soonMs: settings.soonMs, nowMs });
    $.export("$summary", comparisonInWords(comparison));
    return comparison;
  },
} satisfies ActionComponent;
