/** Where an exception is in its life, with who brought it there. Times are ISO 8601 in UTC. */
export type ExceptionState =
  /** Nobody is at it. `since` is when it began to wait: seen, given back, or back from a snooze. */
  | { readonly is: "open"; readonly since: string }
  | { readonly is: "taken"; readonly since: string; readonly by: string }
  /** Put aside until a moment. Afterwards it waits for somebody again, as an open one. */
  | { readonly is: "snoozed"; readonly since: string; readonly by: string; readonly until: string }
  /** Done, as a person says. */
  | { readonly is: "resolved"; readonly since: string; readonly by: string; readonly note: string }
  /** Closed by itself: the order was seen in sync, or a newer finding took its place. */
  | { readonly is: "closed"; readonly since: string; readonly because: string };

export type StateName = ExceptionState["is"];

/**
 * What can happen to an exception. The first seven are a person's, `opened`, `seen` and `closed` come from what LastEdit
 * sees; it wakes and reopens, and so does a person.
 */
export type ExceptionEvent =
  | "taken"
  | "given-back"
  | "assigned"
  | "snoozed"
  | "noted"
  | "resolved"
  | "retry-asked"
  | "opened"
  | "seen"
  | "reopened"
  | "woke"
  | "closed";

/**
 * Every allowed move, by state: what may happen, and the state it leads to. What is not here is refused.
 * An exception begins with `opened`.
 */
export const EXCEPTION_TRANSITIONS = {
  open: {
    seen: "open",
    noted: "open",
    assigned: "taken",
    taken: "taken",
    snoozed: "snoozed",
    "retry-asked": "open",
    resolved: "resolved",
    closed: "closed",
  },
  taken: {
    seen: "taken",
    noted: "taken",
    assigned: "taken",
    taken: "taken",
    "given-back": "open",
    snoozed: "snoozed",
    "retry-asked": "taken",
    resolved: "resolved",
    closed: "closed",
  },
  snoozed: {
    seen: "snoozed",
    woke: "open",
    noted: "snoozed",
    assigned: "taken",
    taken: "taken",
    snoozed: "snoozed",
    "retry-asked": "snoozed",
    resolved: "resolved",
    closed: "closed",
  },
  resolved: { noted: "resolved", reopened: "open" },
  closed: { noted: "closed", reopened: "open" },
} as const satisfies Record<StateName, Partial<Record<ExceptionEvent, StateName>>>;

/** May this happen to an exception in this state? */
export function isAllowed(state: StateName, event: ExceptionEvent): boolean {
  return Object.hasOwn(EXCEPTION_TRANSITIONS[state], event);
}

/** The two words that readers have always known: is there something to do? */
export function statusOf(state: StateName): "open" | "closed" {
  return state === "resolved" || state === "closed" ? "closed" : "open";
}
