import { createHoldLedger } from "../../../components/lastedit/hold-ledger.ts";
import { lasteditStoreProp } from "../../../components/lastedit/lastedit-props.ts";
import type { LasteditStoreProps } from "../../../components/lastedit/lastedit-props.ts";
import { peoplevoxProps, warehouseFromProps } from "../../../components/peoplevox/peoplevox-props.ts";
import type { PeoplevoxProps } from "../../../components/peoplevox/peoplevox-props.ts";
import type { ActionComponent, ActionContext } from "../../../components/pipedream-component.ts";
import { returnsPolicyFrom, returnsPolicyProps } from "../../../components/shopify/returns-policy-props.ts";
import type { ReturnsPolicyProps } from "../../../components/shopify/returns-policy-props.ts";
import { gapProps, gapSettingsFrom } from "../../../components/sync-gap/gap-props.ts";
import type { GapProps } from "../../../components/sync-gap/gap-props.ts";
import { inspectOrders } from "../../../components/sync-gap/inspect-orders.ts";
import { readReturns, returnsProp } from "../create-rma/returns-prop.ts";
import { orderProp, readOrder } from "../shared/order-prop.ts";
import { checkGaps, checkInWords } from "./check-gaps.ts";
import { heldSinceProp, notSearchable, readHeldSince } from "./check-input.ts";

interface Props extends PeoplevoxProps, LasteditStoreProps, GapProps, ReturnsPolicyProps {
  readonly order: unknown;
  readonly returns?: unknown;
  readonly replacedBy?: string;
  readonly heldSince?: unknown;
}

export default {
  type: "action",
  key: "peoplevox-check-sync-gaps",
  name: "Check Sync Gaps",
  description:
    "Compares an order on both sides and says what to do about each gap: repair it, stop the parcel, or tell a person. Changes nothing. [See the documentation](https://peoplevox.github.io/Documentation/)",
  version: "0.1.0",
  annotations: { readOnlyHint: true, destructiveHint: false, openWorldHint: true, idempotentHint: true },
  props: {
    ...peoplevoxProps(),
    order: orderProp(),
    lasteditStore: lasteditStoreProp(),
    replacedBy: {
      type: "string",
      label: "Replaced By",
      description: "Name of the order that took this one's place, as the trigger says. Leave empty otherwise.",
      optional: true,
    },
    heldSince: heldSinceProp(),
    returns: {
      ...returnsProp(),
      description:
        "What **Get Order Returns** returned. Without it the returns bench is not looked at, and its exceptions stay.",
      optional: true,
    },
    ...gapProps(),
    ...returnsPolicyProps(),
  },
  async run(this: Props, { $ }: { $: ActionContext }) {
    const order = readOrder(this.order);
    const peoplevox = warehouseFromProps(this);
    const returns = (this.returns ?? "") === "" ? null : readReturns(this.returns);
    const replacedBy = this.replacedBy ?? "";
    const { inspected } = await inspectOrders({
      orders: [order],
      peoplevox,
      holds: createHoldLedger(this.lasteditStore, peoplevox.clientId),
      settings: gapSettingsFrom(this),
      heldSinceMs: readHeldSince(this.heldSince),
      replacedBy: new Map(replacedBy === "" ? [] : [[order.id, replacedBy]]),
      returns: new Map(returns === null ? [] : [[order.id, returns]]),
      returnsPolicy: returnsPolicyFrom(this),
      nowMs: Date.now(),
    });
    const [one] = inspected;
    if (one === undefined) throw notSearchable(order.name);
    const check = checkGaps(one, returns !== null);
    $.export("$summary", checkInWords(check));
    return check;
  },
} satisfies ActionComponent;
