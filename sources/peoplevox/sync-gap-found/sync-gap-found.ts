import { createHoldLedger } from "../../../components/lastedit/hold-ledger.ts";
import { lasteditStoreProp } from "../../../components/lastedit/lastedit-props.ts";
import type { LasteditStoreProps } from "../../../components/lastedit/lastedit-props.ts";
import { peoplevoxProps, warehouseFromProps } from "../../../components/peoplevox/peoplevox-props.ts";
import type { PeoplevoxProps } from "../../../components/peoplevox/peoplevox-props.ts";
import type { Emit, SourceComponent, SourceDb } from "../../../components/pipedream-component.ts";
import { shopifyClientFromProps, shopifyProps } from "../../../components/shopify/shopify-props.ts";
import type { ShopifyProps } from "../../../components/shopify/shopify-props.ts";
import {
  readWarehouseLocations,
  returnsPolicyFrom,
  returnsPolicyProps,
  warehouseLocationsProp,
} from "../../../components/shopify/returns-policy-props.ts";
import type { ReturnsPolicyProps } from "../../../components/shopify/returns-policy-props.ts";
import type { WarehouseLocations } from "../../../components/shopify/returns-history.ts";
import { gapProps, gapSettingsFrom } from "../../../components/sync-gap/gap-props.ts";
import type { GapProps } from "../../../components/sync-gap/gap-props.ts";
import { sweep } from "./sweep.ts";
import type { GapSweep } from "./sweep.ts";
import { testEvent } from "./test-event.ts";

interface SourceThis
  extends
    ShopifyProps,
    PeoplevoxProps,
    GapProps,
    ReturnsPolicyProps,
    Partial<WarehouseLocations>,
    Partial<LasteditStoreProps> {
  readonly lookBackHours?: number;
  readonly mostOrders?: number;
  readonly returnsToo?: boolean;
  readonly db: SourceDb;
  readonly $emit: Emit;
}

const DEFAULT_LOOK_BACK_HOURS = 48;
const DEFAULT_MOST_ORDERS = 300;

export default {
  type: "source",
  key: "peoplevox-sync-gap-found",
  name: "New Sync Gap Found",
  description:
    "Emit new event when Shopify and Peoplevox tell different stories about an order: missing, other lines, cancelled on one side, held too long, values that differ. Tells again when it changes or heals. [See the documentation](https://peoplevox.github.io/Documentation/)",
  version: "0.1.0",
  dedupe: "unique",
  props: {
    ...shopifyProps(),
    ...peoplevoxProps(),
    timer: {
      type: "$.interface.timer",
      label: "Sweep",
      description: "How often both sides are compared. 300 orders take about ten requests to Peoplevox.",
      default: { intervalSeconds: 600 },
    },
    lookBackHours: {
      type: "integer",
      label: "Look Back (Hours)",
      description: "Orders changed in Shopify within this time are compared; orders with an open gap always are.",
      min: 1,
      default: DEFAULT_LOOK_BACK_HOURS,
      optional: true,
    },
    mostOrders: {
      type: "integer",
      label: "Orders per Sweep",
      description: "At most so many orders are compared at once, beside those with gaps; the next sweep goes on there.",
      min: 1,
      max: 5000,
      default: DEFAULT_MOST_ORDERS,
      optional: true,
    },
    lasteditStore: {
      ...lasteditStoreProp(),
      description:
        "Data store with the record of holds that LastEdit placed, where the host gives one to sources. Without it each hold counts as somebody else's until the run looks.",
      optional: true,
    },
    ...gapProps(),
    returnsToo: {
      type: "boolean",
      label: "Refunds and Returns Too",
      description:
        "Also look whether the returns bench awaits what comes back. Needs the scopes `read_returns` and `read_locations`.",
      default: false,
      optional: true,
    },
    ...returnsPolicyProps(),
    warehouseLocations: warehouseLocationsProp(),
    db: "$.service.db",
  },
  sampleEmit: testEvent,
  async run(this: SourceThis) {
    await sweep(sweepFrom(this));
  },
} satisfies SourceComponent;

function sweepFrom(props: SourceThis): GapSweep {
  const { lasteditStore } = props;
  return {
    client: shopifyClientFromProps(props),
    peoplevox: warehouseFromProps(props),
    holds: lasteditStore === undefined ? null : createHoldLedger(lasteditStore, props.peoplevoxClientId.trim()),
    settings: gapSettingsFrom(props),
    returns:
      props.returnsToo === true
        ? { policy: returnsPolicyFrom(props), locations: readWarehouseLocations(props.warehouseLocations) }
        : null,
    lookBackMs: (props.lookBackHours ?? DEFAULT_LOOK_BACK_HOURS) * 3_600_000,
    mostOrders: props.mostOrders ?? DEFAULT_MOST_ORDERS,
    db: props.db,
    emit: props.$emit,
    now: Date.now,
  };
}
