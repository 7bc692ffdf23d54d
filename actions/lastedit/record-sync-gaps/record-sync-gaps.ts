import { createExceptionStore } from "../../../components/lastedit/exception-store.ts";
import { lasteditStoreProp } from "../../../components/lastedit/lastedit-props.ts";
import type { LasteditStoreProps } from "../../../components/lastedit/lastedit-props.ts";
import type { ActionComponent, ActionContext } from "../../../components/pipedream-component.ts";
import type { ExceptionKind } from "../../../domain/exceptions/exception.ts";
import { EXCEPTION_KINDS } from "../../../domain/exceptions/exception-kinds.ts";
import { readDraft } from "../raise-exception/read-draft.ts";
import { recordGaps, recordInWords } from "./record-gaps.ts";

interface Props extends LasteditStoreProps {
  readonly shop: string;
  readonly lineage: string;
  readonly exceptions?: readonly unknown[] | string;
  readonly orderInSync?: boolean;
  readonly stillOpen?: readonly string[];
  readonly because?: string;
}

const DEFAULT_BECAUSE = "Shopify and Peoplevox were seen to say the same.";

export default {
  type: "action",
  key: "lastedit-record-sync-gaps",
  name: "Record Sync Gaps",
  description:
    "Raises an exception for each gap that a person must know of, and closes those of gaps that have healed. [See the documentation](https://pipedream.com/docs/workflows/data-management/data-stores)",
  version: "0.1.0",
  annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: false, idempotentHint: true },
  props: {
    lasteditStore: lasteditStoreProp(),
    shop: { type: "string", label: "Shop", description: "The shop's myshopify.com domain." },
    lineage: { type: "string", label: "Order Name", description: "Name of the root order, such as `#1001`." },
    exceptions: {
      type: "any",
      label: "Exceptions",
      description: "The `exceptions` that **Check Sync Gaps** returned; an empty list when there is nothing to tell.",
      optional: true,
    },
    orderInSync: {
      type: "boolean",
      label: "Order in Sync",
      description:
        "Whether lines, details and cancellation were seen to be the same: closes exceptions about the edit.",
      default: false,
      optional: true,
    },
    stillOpen: {
      type: "string[]",
      label: "Still Open",
      description: "Kinds that stay open although the order is in sync.",
      options: Object.entries(EXCEPTION_KINDS).map(([value, { title }]) => ({ label: title, value })),
      optional: true,
    },
    because: {
      type: "string",
      label: "Because",
      description: "Why exceptions can be closed; kept with each.",
      default: DEFAULT_BECAUSE,
      optional: true,
    },
  },
  async run(this: Props, { $ }: { $: ActionContext }) {
    const given = typeof this.exceptions === "string" ? (JSON.parse(this.exceptions) as unknown[]) : this.exceptions;
    const recorded = await recordGaps(
      {
        shop: this.shop,
        lineage: this.lineage,
        exceptions: (given ?? []).map((exception) => readDraft({ exception })),
        orderInSync: this.orderInSync ?? false,
        stillOpen: (this.stillOpen ?? []) as readonly ExceptionKind[],
        because: this.because ?? DEFAULT_BECAUSE,
      },
      createExceptionStore(this.lasteditStore, Date.now),
    );
    $.export("$summary", recordInWords(this.lineage, recorded));
    return recorded;
  },
} satisfies ActionComponent;
