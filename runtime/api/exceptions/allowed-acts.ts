import type { OpenException } from "../../../domain/exceptions/exception.ts";
import { isAllowed } from "../../../domain/exceptions/exception-state.ts";
import type { ExceptionEvent } from "../../../domain/exceptions/exception-state.ts";
import type { ExceptionAct, ExceptionActName } from "../contract/exceptions.ts";

/** What each act does to the exception; stopping a parcel leaves a note. */
const EVENTS = {
  take: "taken",
  "give-back": "given-back",
  assign: "assigned",
  snooze: "snoozed",
  wake: "woke",
  note: "noted",
  resolve: "resolved",
  reopen: "reopened",
  retry: "retry-asked",
  "stop-parcel": "noted",
} as const satisfies Record<ExceptionActName, ExceptionEvent>;

const ACTS = Object.keys(EVENTS) as ExceptionActName[];

/** What this person may do with the exception as it stands. */
export function allowedActs(exception: OpenException, person: string): ExceptionActName[] {
  const { state, status, salesOrderNumber } = exception;
  return ACTS.filter((act) => {
    if (!isAllowed(state.is, EVENTS[act])) return false;
    if (act === "take") return state.is !== "taken" || state.by !== person;
    return act !== "stop-parcel" || (status === "open" && salesOrderNumber !== null);
  });
}

/** The act that takes another one back; `null` where nothing can. */
export function undoOf(act: ExceptionAct, before: OpenException): ExceptionAct | null {
  const { state } = before;
  switch (act.act) {
    case "take":
    case "assign":
      return state.is === "taken" ? { act: "assign", to: state.by } : { act: "give-back" };
    case "give-back":
      return state.is === "taken" ? { act: "assign", to: state.by } : null;
    case "snooze":
      return { act: "wake" };
    case "wake":
      return state.is === "snoozed" ? { act: "snooze", until: state.until } : null;
    case "resolve":
      return { act: "reopen" };
    default:
      return null;
  }
}
