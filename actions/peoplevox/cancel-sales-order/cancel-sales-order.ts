import { lasteditStoreProp } from "../../../components/lastedit/lastedit-props.ts";
import type { LasteditStoreProps } from "../../../components/lastedit/lastedit-props.ts";
import { peoplevoxProps, salesOrderNumberProp } from "../../../components/peoplevox/peoplevox-props.ts";
import type { PeoplevoxProps } from "../../../components/peoplevox/peoplevox-props.ts";
import type { ActionComponent, ActionContext } from "../../../components/pipedream-component.ts";
import { doorsFrom } from "../shared/doors.ts";
import { cancelSalesOrder } from "./cancel-fenced.ts";

interface Props extends PeoplevoxProps, LasteditStoreProps {
  readonly salesOrderNumber: string;
  readonly because?: string;
  readonly stopIfPicking?: boolean;
}

export default {
  type: "action",
  key: "peoplevox-cancel-sales-order",
  name: "Cancel Sales Order",
  description:
    "Cancels a Sales Order that nobody has begun to pick: hold, read again, cancel, read back. Once picking has begun it is not cancelled; its parcel can be stopped instead. A cancelled Sales Order cannot be opened again. [See the documentation](https://peoplevox.github.io/Documentation/)",
  version: "0.1.0",
  annotations: { readOnlyHint: false, destructiveHint: true, openWorldHint: true, idempotentHint: true },
  props: {
    ...peoplevoxProps(),
    salesOrderNumber: salesOrderNumberProp(),
    lasteditStore: lasteditStoreProp(),
    because: { type: "string", label: "Because", description: "Why it is cancelled.", optional: true },
    stopIfPicking: {
      type: "boolean",
      label: "Stop the Parcel If Picking Has Begun",
      description: "Set StopShip so that the parcel does not leave.",
      default: true,
      optional: true,
    },
  },
  async run(this: Props, { $ }: { $: ActionContext }) {
    const because = this.because ?? "Cancelled by a workflow step.";
    const { summary, ...result } = await cancelSalesOrder(
      this.salesOrderNumber,
      because,
      this.stopIfPicking ?? true,
      doorsFrom(this),
    );
    $.export("$summary", summary);
    return result;
  },
} satisfies ActionComponent;
