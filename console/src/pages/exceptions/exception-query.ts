import type { EXCEPTIONS } from "../../../../runtime/api/contract/exceptions.ts";
import type { GivenTo } from "../../../../runtime/api/contract/route-table.ts";
import type { Filters } from "../../app/search-text.ts";
import { OWNERS } from "../../words/exceptions.ts";

export const EXCEPTION_FILTERS = ["owner", "state", "kind", "assignee", "order", "text", "dueBefore", "sort"] as const;

export const STATES = ["open", "taken", "snoozed", "resolved", "closed"] as const;

export type ExceptionSearch = Filters<(typeof EXCEPTION_FILTERS)[number]>;
type Query = Omit<NonNullable<GivenTo<typeof EXCEPTIONS.list>["query"]>, "before">;

/** What the list is asked for; a word in the address that is none of ours is left out. */
export function queryOf({ owner, state, sort, ...plain }: ExceptionSearch): Query {
  return {
    ...plain,
    ...(isOneOf(OWNERS, owner) ? { owner } : {}),
    ...(isOneOf(STATES, state)
      ? { state, status: state === "resolved" || state === "closed" ? "closed" : "open" }
      : { state: "to-do" }),
    ...(sort === "last-seen" ? { sort } : {}),
  };
}

function isOneOf<Word extends string>(words: readonly Word[], text: string | undefined): text is Word {
  return text !== undefined && (words as readonly string[]).includes(text);
}
