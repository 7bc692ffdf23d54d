import { lasteditStoreProp } from "../../../components/lastedit/lastedit-props.ts";
import type { LasteditStoreProps } from "../../../components/lastedit/lastedit-props.ts";
import { peoplevoxProps, warehouseFromProps } from "../../../components/peoplevox/peoplevox-props.ts";
import type { PeoplevoxProps } from "../../../components/peoplevox/peoplevox-props.ts";
import type { ActionComponent, ActionContext } from "../../../components/pipedream-component.ts";
import { DEFAULT_SWAP_POLICY, SWAP_POLICY_CHOICES } from "../../../domain/recreated-order/swap.rules.ts";
import type { SwapPolicy } from "../../../domain/recreated-order/swap.rules.ts";
import { readFinding } from "./read-finding.ts";
import { swapSalesOrders } from "./swap.ts";
import { swapDoors } from "./swap-doors.ts";
import type { SwapReport } from "./swap-report.ts";

interface Props extends PeoplevoxProps, LasteditStoreProps, Partial<SwapPolicy> {
  readonly finding: unknown;
  readonly importWaitMinutes?: number;
}

const DEFAULT_IMPORT_WAIT_MINUTES = 60;

export default {
  type: "action",
  key: "peoplevox-swap-sales-order",
  name: "Swap Sales Order",
  description:
    "Lets a recreated order take the original's place in the warehouse: keeps the new Sales Order back, cancels the original's, then releases the new one. If work on the original has begun, an exception comes back instead. [See the documentation](https://peoplevox.github.io/Documentation/)",
  version: "0.1.0",
  annotations: { readOnlyHint: false, destructiveHint: true, openWorldHint: true, idempotentHint: true },
  props: {
    ...peoplevoxProps(),
    finding: {
      type: "any",
      label: "Finding",
      description:
        "What replaces what, as **Find Recreated Order** returned it: `{{steps.finding.$return_value}}`. The event of **New Order Recreated** does too, but may be out of date.",
    },
    lasteditStore: lasteditStoreProp(),
    onceOldStarted: {
      type: "string",
      label: "Once the Original Is Being Picked",
      description:
        "Whether the original's parcel is stopped (StopShip), or people are only told. The new order is held.",
      options: [
        { label: "Stop its parcel and tell the warehouse", value: SWAP_POLICY_CHOICES.onceOldStarted[0] },
        { label: "Only tell the warehouse", value: SWAP_POLICY_CHOICES.onceOldStarted[1] },
      ],
      default: DEFAULT_SWAP_POLICY.onceOldStarted,
      optional: true,
    },
    onReview: {
      type: "string",
      label: "When It Is Not Clear",
      description: "Whether an order that may repeat another one is held until a person has looked.",
      options: [
        { label: "Hold the newer order and tell customer service", value: SWAP_POLICY_CHOICES.onReview[0] },
        { label: "Only tell customer service", value: SWAP_POLICY_CHOICES.onReview[1] },
      ],
      default: DEFAULT_SWAP_POLICY.onReview,
      optional: true,
    },
    importWaitMinutes: {
      type: "integer",
      label: "Import Wait (Minutes)",
      description:
        "How long after its creation the new order may still be missing in Peoplevox before a person is told.",
      min: 0,
      default: DEFAULT_IMPORT_WAIT_MINUTES,
      optional: true,
    },
  },
  async run(this: Props, { $ }: { $: ActionContext }) {
    const { warehouse, profile } = warehouseFromProps(this);
    const request = {
      finding: readFinding(this.finding),
      profile,
      policy: {
        onceOldStarted: this.onceOldStarted ?? DEFAULT_SWAP_POLICY.onceOldStarted,
        onReview: this.onReview ?? DEFAULT_SWAP_POLICY.onReview,
      },
      importWaitMinutes: this.importWaitMinutes ?? DEFAULT_IMPORT_WAIT_MINUTES,
    };
    const doors = swapDoors(warehouse, this.lasteditStore, this.peoplevoxClientId.trim(), Date.now);
    const report = await swapSalesOrders(request, doors);
    $.export("$summary", inWords(report));
    return report;
  },
} satisfies ActionComponent;

function inWords({ root, outcome, because, done, exception }: SwapReport): string {
  if (exception !== null) return `${root}: ${exception.whatHappened} ${exception.whatWasChanged}`;
  return `${root}: ${done.length === 0 ? "nothing to do" : done.join("; ")}. ${because} (${outcome})`;
}
