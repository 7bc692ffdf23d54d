import type { Filter } from "../../parts/filter-bar.tsx";
import { EXCEPTION_STATES } from "../../words/exceptions.ts";
import { STATES } from "./exception-query.ts";
import type { EXCEPTION_FILTERS } from "./exception-query.ts";

type Name = Exclude<(typeof EXCEPTION_FILTERS)[number], "owner">;

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
