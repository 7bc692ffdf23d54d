import type { ActionComponent, ActionContext } from "../../../components/pipedream-component.ts";
import { returnsActionProps, runReturnsAction } from "../create-rma/returns-action.ts";
import type { ReturnsActionProps } from "../create-rma/returns-action.ts";

export default {
  type: "action",
  key: "peoplevox-cancel-rma",
  name: "Cancel RMA",
  description:
    "Cancels the RMAs, or returns purchase orders, of Returns that were declined or cancelled in Shopify and whose goods have not arrived. [See the documentation](https://peoplevox.github.io/Documentation/)",
  version: "0.1.0",
  annotations: { readOnlyHint: false, destructiveHint: true, openWorldHint: true, idempotentHint: true },
  props: returnsActionProps(),
  run(this: ReturnsActionProps, { $ }: { $: ActionContext }) {
    return runReturnsAction(this, $, ["void"]);
  },
} satisfies ActionComponent;
