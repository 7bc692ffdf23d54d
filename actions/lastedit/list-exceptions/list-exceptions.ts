import { createExceptionStore } from "../../../components/lastedit/exception-store.ts";
import { lasteditStoreProp } from "../../../components/lastedit/lastedit-props.ts";
import type { LasteditStoreProps } from "../../../components/lastedit/lastedit-props.ts";
import type { ActionComponent, ActionContext } from "../../../components/pipedream-component.ts";
import { ALERT_WORDS } from "../../../domain/alerts/alert-words.ts";
import { EXCEPTION_TRANSITIONS } from "../../../domain/exceptions/exception-state.ts";
import { workList } from "./work-list.ts";
import type { WorkListQuery } from "./work-list.ts";

type Props = LasteditStoreProps & WorkListQuery;

export default {
  type: "action",
  key: "lastedit-list-exceptions",
  name: "List Exceptions",
  description:
    "Lists exceptions in the order of work: the earliest deadline first, then the most severe, then the longest wait. [See the documentation](https://pipedream.com/docs/workflows/data-management/data-stores)",
  version: "0.1.0",
  annotations: { readOnlyHint: true, destructiveHint: false, openWorldHint: false, idempotentHint: true },
  props: {
    lasteditStore: lasteditStoreProp(),
    states: {
      type: "string[]",
      label: "States",
      description: "Which ones. Without it all that are not closed.",
      options: Object.keys(EXCEPTION_TRANSITIONS),
      optional: true,
    },
    owner: {
      type: "string",
      label: "Owner",
      description: "Only those of this owner.",
      options: Object.entries(ALERT_WORDS.owners).map(([value, label]) => ({ value, label })),
      optional: true,
    },
    shop: { type: "string", label: "Shop", description: "Only those of this myshopify.com domain.", optional: true },
    order: {
      type: "string",
      label: "Order Name",
      description: "Only those of this order, such as `#1001`.",
      optional: true,
    },
    limit: { type: "integer", label: "Limit", description: "At most so many.", min: 1, default: 100, optional: true },
    consoleUrl: {
      type: "string",
      label: "Console Address",
      description: "Address of LastEdit's console, for a link to each exception.",
      optional: true,
    },
  },
  async run(this: Props, { $ }: { $: ActionContext }) {
    const list = await workList(createExceptionStore(this.lasteditStore, Date.now), this, Date.now());
    $.export("$summary", list.summary);
    return list.exceptions;
  },
} satisfies ActionComponent;
