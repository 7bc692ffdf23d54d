import { exceptionMoveProps } from "../../../components/lastedit/exception-props.ts";
import type { ExceptionMoveProps } from "../../../components/lastedit/exception-props.ts";
import { createExceptionStore } from "../../../components/lastedit/exception-store.ts";
import { lasteditStoreProp } from "../../../components/lastedit/lastedit-props.ts";
import type { ActionComponent, ActionContext } from "../../../components/pipedream-component.ts";
import { actOnExceptions } from "../shared/act-on-exceptions.ts";

interface Props extends ExceptionMoveProps {
  readonly takeOver?: boolean;
}

export default {
  type: "action",
  key: "lastedit-take-exception",
  name: "Take Exception",
  description:
    "Says that a person is at one or more exceptions, so that nobody else is asked. [See the documentation](https://pipedream.com/docs/workflows/data-management/data-stores)",
  version: "0.1.0",
  annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: false, idempotentHint: true },
  props: {
    lasteditStore: lasteditStoreProp(),
    ...exceptionMoveProps(),
    takeOver: {
      type: "boolean",
      label: "Take Over",
      description: "Take it also when somebody else has it.",
      default: false,
      optional: true,
    },
  },
  async run(this: Props, { $ }: { $: ActionContext }) {
    const exceptions = createExceptionStore(this.lasteditStore, Date.now);
    const { by, note = "", takeOver = false } = this;
    const move = { what: "take", by, note, takeOver } as const;
    const { results, summary } = await actOnExceptions(exceptions, this.exceptionIds, move, "taken");
    $.export("$summary", summary);
    return results;
  },
} satisfies ActionComponent;
