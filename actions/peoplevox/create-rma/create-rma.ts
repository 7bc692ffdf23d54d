import type { ActionComponent, ActionContext } from "../../../components/pipedream-component.ts";
import { returnsActionProps, runReturnsAction } from "./returns-action.ts";
import type { ReturnsActionProps } from "./returns-action.ts";

export default {
  type: "action",
  key: "peoplevox-create-rma",
  name: "Create RMA",
  description:
    "Announces to the returns bench what comes back with each refund and Return of an order: one RMA each, or a returns purchase order where Peoplevox takes no RMAs. Running it twice makes one. [See the documentation](https://peoplevox.github.io/Documentation/)",
  version: "0.1.0",
  annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: true, idempotentHint: true },
  props: returnsActionProps(),
  run(this: ReturnsActionProps, { $ }: { $: ActionContext }) {
    return runReturnsAction(this, $, ["create", "correct"]);
  },
} satisfies ActionComponent;
