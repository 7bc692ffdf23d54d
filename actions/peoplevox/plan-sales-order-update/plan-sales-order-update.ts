import { lasteditStoreProp } from "../../../components/lastedit/lastedit-props.ts";
import type { LasteditStoreProps } from "../../../components/lastedit/lastedit-props.ts";
import { peoplevoxProps } from "../../../components/peoplevox/peoplevox-props.ts";
import type { PeoplevoxProps } from "../../../components/peoplevox/peoplevox-props.ts";
import type { ActionComponent, ActionContext } from "../../../components/pipedream-component.ts";
import { doorsFrom } from "../shared/doors.ts";
import { orderProp, readOrder } from "../shared/order-prop.ts";
import { policyFrom, policyProps } from "../shared/policy-props.ts";
import type { PolicyProps } from "../shared/policy-props.ts";
import { readSituation } from "../shared/situation.ts";
import { knownSalesOrders } from "./known-sales-orders.ts";
import { readablePlan } from "./readable-plan.ts";

interface Props extends PeoplevoxProps, LasteditStoreProps, PolicyProps {
  readonly order: unknown;
  readonly salesOrders?: unknown;
}

export default {
  type: "action",
  key: "peoplevox-plan-sales-order-update",
  name: "Plan Sales Order Update",
  description:
    "Decides what must happen to a Sales Order so that the warehouse works from the order's final version, and says why. Changes nothing. [See the documentation](https://peoplevox.github.io/Documentation/)",
  version: "0.1.0",
  annotations: { readOnlyHint: true, destructiveHint: false, openWorldHint: true, idempotentHint: true },
  props: {
    ...peoplevoxProps(),
    order: orderProp(),
    salesOrders: {
      type: "any",
      label: "Sales Orders",
      description:
        "The order's Sales Orders, as **Check Sales Order Status** returned them just before: `{{steps.status.$return_value.salesOrders}}`. Saves requests; left empty, they are read.",
      optional: true,
    },
    lasteditStore: lasteditStoreProp(),
    ...policyProps(),
  },
  async run(this: Props, { $ }: { $: ActionContext }) {
    const { profile, ...doors } = doorsFrom(this);
    const request = { order: readOrder(this.order), profile, ...policyFrom(this) };
    const situation = await readSituation(request, doors, knownSalesOrders(this.salesOrders));
    const plan = readablePlan(situation);
    $.export("$summary", plan.inWords);
    return plan;
  },
} satisfies ActionComponent;
