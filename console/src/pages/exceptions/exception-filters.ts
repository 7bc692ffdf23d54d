import type { QueryOf } from "../../api/queries.ts";
import type { Filters } from "../../app/search-text.ts";
import type { Filter } from "../../parts/filter-bar.tsx";
import { EXCEPTION_STATES, OWNERS } from "../../words/exceptions.ts";
import type { EXCEPTION_FILTERS } from "./route.ts";

type Search = Filters<(typeof EXCEPTION_FILTERS)[number]>;
type Name = Exclude<(typeof EXCEPTION_FILTERS)[number], "owner">;
type Query = QueryOf<"/exceptions">;

/** What the list is asked for; a word in the address that is none of ours is left out. */
export function queryOf({ owner, state, sort, ...plain }: Search): Query {
  return {
    ...plain,
    ...(isOneOf(OWNERS, owner) ? { owner } : {}),
    ...(isOneOf(STATES, state)
      ? { state, status: state === "resolved" || state === "closed" ? "closed" : "open" }
      : { state: "to-do" }),
    ...(sort === "last-seen" ? { sort } : {}),
  };
}

export function exceptionFilters(
  kinds: readonly { readonly kind: string; readonly title: string }[],
  people: readonly string[],
): readonly Filter<Name>[] {
  return [
    { name: "text", label: "Text", kind: "text", placeholder: "order, SKU, what happened" },
    {
      name: "state",
      label: "State",
      kind: "choice",
      none: "To do: open and taken",
      options: STATES.map((value) => ({ value, label: EXCEPTION_STATES[value].label })),
    },
    {
      name: "kind",
      label: "Kind",
      kind: "choice",
      options: kinds.map(({ kind, title }) => ({ value: kind, label: title })),
    },
    {
      name: "assignee",
      label: "With",
      kind: "choice",
      options: people.map((value) => ({ value, label: value })),
      seldom: true,
    },
    { name: "order", label: "Order", kind: "text", placeholder: "#1004", seldom: true },
    { name: "dueBefore", label: "Matters until", kind: "moment", seldom: true },
    {
      name: "sort",
      label: "Sorted by",
      kind: "choice",
      none: "Deadline",
      options: [{ value: "last-seen", label: "Last seen" }],
      seldom: true,
    },
  ];
}

const STATES = ["open", "taken", "snoozed", "resolved", "closed"] as const;

function isOneOf<Word extends string>(words: readonly Word[], text: string | undefined): text is Word {
  return text !== undefined && (words as readonly string[]).includes(text);
}
