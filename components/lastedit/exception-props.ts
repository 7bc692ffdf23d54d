import { byDeadline } from "../../domain/exceptions/pressing.ts";
import { wordingFor } from "../../domain/exceptions/wording.ts";
import type { OptionsQuery, PropOption, UserProp } from "../pipedream-component.ts";
import { createExceptionStore } from "./exception-store.ts";
import type { LasteditStoreProps } from "./lastedit-props.ts";

/** What a person's action on exceptions is configured with, beside the store. */
export interface ExceptionMoveProps extends LasteditStoreProps {
  readonly exceptionIds: string | readonly string[];
  readonly by: string;
  readonly note?: string;
}

/** Which exceptions, by whom, and why. Open exceptions are offered with the earliest deadline first. */
export const exceptionMoveProps = () =>
  ({
    exceptionIds: {
      type: "string[]",
      label: "Exceptions",
      description: "One or more; each gets its own result.",
      options: openExceptionOptions,
    },
    by: { type: "string", label: "By", description: "Name of the person who does this; kept in the history." },
    note: { type: "string", label: "Note", description: "Kept in the history.", optional: true },
  }) as const satisfies Record<string, UserProp>;

async function openExceptionOptions(this: LasteditStoreProps, { page }: OptionsQuery): Promise<PropOption[]> {
  if (page > 0) return [];
  const open = await createExceptionStore(this.lasteditStore, Date.now).list({ status: "open" });
  const wording = wordingFor("en");
  return open.sort(byDeadline).map(({ id, orderName, kind, state }) => ({
    value: id,
    label: `${orderName}: ${wording[kind].title} (${state.is})`,
  }));
}
