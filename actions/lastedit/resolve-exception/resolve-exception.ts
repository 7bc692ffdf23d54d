import { exceptionMoveProps } from "../../../components/lastedit/exception-props.ts";
import type { ExceptionMoveProps } from "../../../components/lastedit/exception-props.ts";
import { createExceptionStore } from "../../../components/lastedit/exception-store.ts";
import { lasteditStoreProp } from "../../../components/lastedit/lastedit-props.ts";
import type { ActionComponent, ActionContext } from "../../../components/pipedream-component.ts";
import { actOnExceptions } from "../shared/act-on-exceptions.ts";

interface Props extends ExceptionMoveProps {
  readonly note: string;
}

export default {
  type: "action",
  key: "lastedit-resolve-exception",
  name: "Resolve Exception",
  description:
    "Closes one or more exceptions that a person has dealt with, with a note. Seen again, they open anew. [See the documentation](https://pipedream.com/docs/workflows/data-management/data-stores)",
  version: "0.1.0",
  annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: false, idempotentHint: true },
  props: {
    lasteditStore: lasteditStoreProp(),
    ...exceptionMoveProps(),
    note: { type: "string", label: "Note", description: "How it was resolved; kept in the history." },
  },
  async run(this: Props, { $ }: { $: ActionContext }) {
    const exceptions = createExceptionStore(this.lasteditStore, Date.now);
    const move = { what: "resolve", by: this.by, note: this.note } as const;
    const { results, summary } = await actOnExceptions(exceptions, this.exceptionIds, move, "resolved");
    $.export("$summary", summary);
    return results;
  },
} satisfies ActionComponent;
