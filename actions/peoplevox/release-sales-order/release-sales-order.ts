import { lasteditStoreProp } from "../../../components/lastedit/lastedit-props.ts";
import type { LasteditStoreProps } from "../../../components/lastedit/lastedit-props.ts";
import { peoplevoxProps, salesOrderNumberProp } from "../../../components/peoplevox/peoplevox-props.ts";
import type { PeoplevoxProps } from "../../../components/peoplevox/peoplevox-props.ts";
import type { ActionComponent, ActionContext } from "../../../components/pipedream-component.ts";
import { doorsFrom } from "../shared/doors.ts";
import { release } from "./release.ts";

interface Props extends PeoplevoxProps, LasteditStoreProps {
  readonly salesOrderNumber: string;
  readonly evenIfNotOurs?: boolean;
}

export default {
  type: "action",
  key: "peoplevox-release-sales-order",
  name: "Release Sales Order",
  description:
    "Takes away a hold or stop that LastEdit placed. A hold that somebody else placed stays, unless you say otherwise. [See the documentation](https://peoplevox.github.io/Documentation/)",
  version: "0.1.0",
  annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: true, idempotentHint: true },
  props: {
    ...peoplevoxProps(),
    salesOrderNumber: salesOrderNumberProp(),
    lasteditStore: lasteditStoreProp(),
    evenIfNotOurs: {
      type: "boolean",
      label: "Even If Somebody Else Placed It",
      description: "Clear OnHold and StopShip whoever set them. Ask the warehouse first.",
      default: false,
      optional: true,
    },
  },
  async run(this: Props, { $ }: { $: ActionContext }) {
    const { summary, ...result } = await release(this.salesOrderNumber, this.evenIfNotOurs ?? false, doorsFrom(this));
    $.export("$summary", summary);
    return result;
  },
} satisfies ActionComponent;
