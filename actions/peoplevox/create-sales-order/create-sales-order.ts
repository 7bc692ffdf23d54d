import { lasteditStoreProp } from "../../../components/lastedit/lastedit-props.ts";
import type { LasteditStoreProps } from "../../../components/lastedit/lastedit-props.ts";
import { peoplevoxProps } from "../../../components/peoplevox/peoplevox-props.ts";
import type { PeoplevoxProps } from "../../../components/peoplevox/peoplevox-props.ts";
import type { ActionComponent, ActionContext } from "../../../components/pipedream-component.ts";
import { doorsFrom } from "../shared/doors.ts";
import { orderProp, readOrder } from "../shared/order-prop.ts";
import { policyFrom, policyProps } from "../shared/policy-props.ts";
import type { PolicyProps } from "../shared/policy-props.ts";
import { reportInWords } from "../update-sales-order/report-in-words.ts";
import { releaseOrder } from "./release-order.ts";
import type { ReleaseReport } from "./release-order.ts";
import { releasePolicyFrom, releaseProps } from "./release-props.ts";
import type { ReleaseProps } from "./release-props.ts";

type EditPolicyProps = Omit<PolicyProps, "whenMissing" | "scope" | "importWaitMinutes">;

interface Props extends PeoplevoxProps, LasteditStoreProps, ReleaseProps, EditPolicyProps {
  readonly order: unknown;
}

export default {
  type: "action",
  key: "peoplevox-create-sales-order",
  name: "Create Sales Order",
  description:
    "Creates the Sales Order of an order once its gates are open (edit window, payment, tag, hold, known SKUs): customer and header on hold, lines, read back, released. An order that the warehouse has is never created again. Only for merchants whose orders no other integration imports. [See the documentation](https://peoplevox.github.io/Documentation/)",
  version: "0.1.0",
  annotations: { readOnlyHint: false, destructiveHint: true, openWorldHint: true, idempotentHint: true },
  props: {
    ...peoplevoxProps(),
    order: orderProp(),
    lasteditStore: lasteditStoreProp(),
    ...releaseProps(),
    ...editPolicyProps(),
  },
  async run(this: Props, { $ }: { $: ActionContext }) {
    const { profile, ...doors } = doorsFrom(this);
    const request = { order: readOrder(this.order), profile, ...policyFrom(this) };
    const result = await releaseOrder(request, releasePolicyFrom(this), doors);
    $.export("$summary", inWords(result));
    return result;
  },
} satisfies ActionComponent;

/** What happens to an order that was released before and changes now. */
function editPolicyProps() {
  const { whenMissing: _whenMissing, scope: _scope, importWaitMinutes: _wait, ...props } = policyProps();
  return props;
}

function inWords(result: ReleaseReport): string {
  const { outcome, because } = result.release;
  if (outcome === "wait") return `${result.orderName} waits: ${because}`;
  if (outcome === "never") return `${result.orderName} is not released: ${because}`;
  return reportInWords(result);
}
