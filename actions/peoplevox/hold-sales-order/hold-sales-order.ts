import { lasteditStoreProp } from "../../../components/lastedit/lastedit-props.ts";
import type { LasteditStoreProps } from "../../../components/lastedit/lastedit-props.ts";
import { peoplevoxProps, salesOrderNumberProp } from "../../../components/peoplevox/peoplevox-props.ts";
import type { PeoplevoxProps } from "../../../components/peoplevox/peoplevox-props.ts";
import type { ActionComponent, ActionContext } from "../../../components/pipedream-component.ts";
import { doorsFrom } from "../shared/doors.ts";
import { hold } from "./hold.ts";

interface Props extends PeoplevoxProps, LasteditStoreProps {
  readonly salesOrderNumber: string;
  readonly because?: string;
  readonly stopParcel?: boolean;
}

export default {
  type: "action",
  key: "peoplevox-hold-sales-order",
  name: "Hold Sales Order",
  description:
    "Puts a Sales Order on hold so that it is not picked, or stops its parcel at the packing bench. **Release Sales Order** undoes it. [See the documentation](https://peoplevox.github.io/Documentation/)",
  version: "0.1.0",
  annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: true, idempotentHint: true },
  props: {
    ...peoplevoxProps(),
    salesOrderNumber: salesOrderNumberProp(),
    lasteditStore: lasteditStoreProp(),
    because: { type: "string", label: "Because", description: "Why it is held; kept with the hold.", optional: true },
    stopParcel: {
      type: "boolean",
      label: "Stop the Parcel",
      description:
        "Set StopShip too: a pick that has begun is not interrupted by a hold, but its parcel does not leave.",
      default: false,
      optional: true,
    },
  },
  async run(this: Props, { $ }: { $: ActionContext }) {
    const because = this.because ?? "Held by a workflow step.";
    const { summary, ...result } = await hold(
      this.salesOrderNumber,
      because,
      this.stopParcel ?? false,
      doorsFrom(this),
    );
    $.export("$summary", summary);
    return result;
  },
} satisfies ActionComponent;
