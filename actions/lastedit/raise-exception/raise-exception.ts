import { createExceptionStore } from "../../../components/lastedit/exception-store.ts";
import { lasteditStoreProp } from "../../../components/lastedit/lastedit-props.ts";
import type { LasteditStoreProps } from "../../../components/lastedit/lastedit-props.ts";
import type { ActionComponent, ActionContext } from "../../../components/pipedream-component.ts";
import type { OpenException } from "../../../domain/exceptions/exception.ts";
import { EXCEPTION_KINDS } from "../../../domain/exceptions/exception-kinds.ts";
import { readDraft } from "./read-draft.ts";
import type { DraftProps } from "./read-draft.ts";

type Props = LasteditStoreProps & DraftProps;

export default {
  type: "action",
  key: "lastedit-raise-exception",
  name: "Raise Exception",
  description:
    "Puts an order in front of a person: what happened, what was changed, what to do. Seen again, it is counted, not doubled. [See the documentation](https://pipedream.com/docs/workflows/data-management/data-stores)",
  version: "0.1.0",
  annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: false, idempotentHint: true },
  props: {
    lasteditStore: lasteditStoreProp(),
    exception: {
      type: "any",
      label: "Exception or Exceptions",
      description:
        "The `exception` that an earlier step returned, or its list of `exceptions`. A list gives a list of results. Leave empty to describe one by hand below.",
      optional: true,
    },
    kind: {
      type: "string",
      label: "Kind",
      description: "What went wrong, when it is described by hand. It decides who owns the exception.",
      options: Object.entries(EXCEPTION_KINDS).map(([value, { title }]) => ({ label: title, value })),
      optional: true,
    },
    shop: { type: "string", label: "Shop", description: "The shop's myshopify.com domain.", optional: true },
    orderName: { type: "string", label: "Order Name", description: "Such as `#1001`.", optional: true },
    whatHappened: {
      type: "string",
      label: "What Happened",
      description: "A sentence for the person who reads it.",
      optional: true,
    },
  },
  async run(this: Props, { $ }: { $: ActionContext }) {
    const exceptions = createExceptionStore(this.lasteditStore, Date.now);
    const drafts = Array.isArray(this.exception)
      ? this.exception.map((exception) => readDraft({ exception }))
      : [readDraft(this)];
    const raised: OpenException[] = [];
    // One after the other: a newer finding about the same subject takes the place of an older one.
    for (const draft of drafts) raised.push(await exceptions.raise(draft));
    $.export("$summary", raised.map(inWords).join("\n") || "No exception to raise");
    return Array.isArray(this.exception) ? raised : raised[0];
  },
} satisfies ActionComponent;

const inWords = ({ orderName, whatHappened, owner, whatToDo }: OpenException): string =>
  `${orderName}: ${whatHappened} Owner: ${owner}. ${whatToDo}`;
