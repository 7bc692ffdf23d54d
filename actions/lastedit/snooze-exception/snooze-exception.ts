import { ConfigurationError } from "@pipedream/platform";
import { exceptionMoveProps } from "../../../components/lastedit/exception-props.ts";
import type { ExceptionMoveProps } from "../../../components/lastedit/exception-props.ts";
import { createExceptionStore } from "../../../components/lastedit/exception-store.ts";
import { lasteditStoreProp } from "../../../components/lastedit/lastedit-props.ts";
import type { ActionComponent, ActionContext } from "../../../components/pipedream-component.ts";
import { actOnExceptions } from "../shared/act-on-exceptions.ts";

interface Props extends ExceptionMoveProps {
  readonly until?: string;
  readonly minutes?: number;
}

export default {
  type: "action",
  key: "lastedit-snooze-exception",
  name: "Snooze Exception",
  description:
    "Puts one or more exceptions aside for a while; afterwards they wait for somebody again. [See the documentation](https://pipedream.com/docs/workflows/data-management/data-stores)",
  version: "0.1.0",
  annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: false, idempotentHint: true },
  props: {
    lasteditStore: lasteditStoreProp(),
    ...exceptionMoveProps(),
    until: {
      type: "string",
      label: "Until",
      description: "When it comes back, such as `2026-11-24T16:00:00Z`. Leave empty to give minutes.",
      optional: true,
    },
    minutes: {
      type: "integer",
      label: "Minutes",
      description: "How long from now. At most 30 days, and not beyond the exception's deadline.",
      min: 1,
      optional: true,
    },
  },
  async run(this: Props, { $ }: { $: ActionContext }) {
    const exceptions = createExceptionStore(this.lasteditStore, Date.now);
    const { by, note = "" } = this;
    const move = { what: "snooze", by, note, until: endOfSnooze(this) } as const;
    const { results, summary } = await actOnExceptions(exceptions, this.exceptionIds, move, "snoozed");
    $.export("$summary", `${summary}; until ${move.until}`);
    return results;
  },
} satisfies ActionComponent;

function endOfSnooze({ until, minutes }: Props): string {
  const moment = until?.trim() ?? "";
  if ((moment === "") === (minutes === undefined))
    throw new ConfigurationError("Say either until when or for how many minutes. Nothing was changed.");
  return minutes === undefined ? moment : new Date(Date.now() + minutes * 60_000).toISOString();
}
