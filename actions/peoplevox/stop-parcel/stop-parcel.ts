import { lasteditStoreProp } from "../../../components/lastedit/lastedit-props.ts";
import type { LasteditStoreProps } from "../../../components/lastedit/lastedit-props.ts";
import { peoplevoxProps, salesOrderNumberProp } from "../../../components/peoplevox/peoplevox-props.ts";
import type { PeoplevoxProps } from "../../../components/peoplevox/peoplevox-props.ts";
import type { ActionComponent, ActionContext } from "../../../components/pipedream-component.ts";
import { doorsFrom } from "../shared/doors.ts";
import { stopParcels, stopsInWords } from "./stop-parcels.ts";

interface Props extends PeoplevoxProps, LasteditStoreProps {
  readonly salesOrderNumbers: readonly string[] | string;
  readonly because?: string;
}

export default {
  type: "action",
  key: "peoplevox-stop-parcel",
  name: "Stop Parcel",
  description:
    "Sets StopShip on one or more Sales Orders, so that no parcel of theirs leaves; picking goes on. **Release Sales Order** undoes it. [See the documentation](https://peoplevox.github.io/Documentation/)",
  version: "0.1.0",
  annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: true, idempotentHint: true },
  props: {
    ...peoplevoxProps(),
    salesOrderNumbers: {
      ...salesOrderNumberProp(),
      type: "string[]",
      label: "Sales Order Numbers",
      description: "Numbers of the Sales Orders in Peoplevox. Type a part of one to search.",
    },
    lasteditStore: lasteditStoreProp(),
    because: {
      type: "string",
      label: "Because",
      description: "Why the parcel is stopped; kept with the stop.",
      optional: true,
    },
  },
  async run(this: Props, { $ }: { $: ActionContext }) {
    const numbers = [this.salesOrderNumbers].flat();
    const stopped = await stopParcels(numbers, this.because ?? "Stopped by a workflow step.", doorsFrom(this));
    $.export("$summary", stopsInWords(stopped));
    return stopped;
  },
} satisfies ActionComponent;
