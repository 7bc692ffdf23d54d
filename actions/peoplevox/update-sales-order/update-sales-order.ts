import { lasteditStoreProp } from "../../../components/lastedit/lastedit-props.ts";
import type { LasteditStoreProps } from "../../../components/lastedit/lastedit-props.ts";
import { peoplevoxProps } from "../../../components/peoplevox/peoplevox-props.ts";
import type { PeoplevoxProps } from "../../../components/peoplevox/peoplevox-props.ts";
import type { ActionComponent, ActionContext } from "../../../components/pipedream-component.ts";
import { doorsFrom } from "../shared/doors.ts";
import { orderProp } from "../shared/order-prop.ts";
import { policyProps } from "../shared/policy-props.ts";
import type { PolicyProps } from "../shared/policy-props.ts";
import { updateAll } from "./update-all.ts";

interface Props extends PeoplevoxProps, LasteditStoreProps, PolicyProps {
  readonly order: unknown;
}

export default {
  type: "action",
  key: "peoplevox-update-sales-order",
  name: "Update Sales Order",
  description:
    "Brings a Sales Order to the order's final version: hold, read again, change, read back, release. If picking has begun, the parcel is stopped and an exception comes back instead. One order, or up to 100 at once. [See the documentation](https://peoplevox.github.io/Documentation/)",
  version: "0.1.0",
  annotations: { readOnlyHint: false, destructiveHint: true, openWorldHint: true, idempotentHint: true },
  props: {
    ...peoplevoxProps(),
    order: {
      ...orderProp(),
      label: "Order or Orders",
      description:
        "The current Shopify order as **Get Current Order** returned it, or a list of up to 100 of them. A list gives a list of results.",
    },
    lasteditStore: lasteditStoreProp(),
    ...policyProps(),
  },
  async run(this: Props, { $ }: { $: ActionContext }) {
    const { result, summary } = await updateAll(this.order, this, doorsFrom(this));
    $.export("$summary", summary);
    return result;
  },
} satisfies ActionComponent;
