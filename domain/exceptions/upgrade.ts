import type { OpenException } from "./exception.ts";

/** A record as an earlier version may have stored it: without what was added since. */
export type StoredException = Omit<OpenException, LaterField> & Partial<Pick<OpenException, LaterField>>;

type LaterField = "state" | "retryAsked" | "timesReopened" | "history" | "olderHistory";

/** Fills in what a record of an earlier version does not have. */
export function upgraded(stored: StoredException): OpenException {
  const { status, firstSeenAt, closedAt, closedBecause } = stored;
  return {
    retryAsked: null,
    timesReopened: 0,
    history: [],
    olderHistory: null,
    state:
      status === "open"
        ? { is: "open", since: firstSeenAt }
        : { is: "closed", since: closedAt ?? firstSeenAt, because: closedBecause ?? "" },
    ...stored,
  };
}
