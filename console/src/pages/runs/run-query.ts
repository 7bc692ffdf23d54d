import type { GivenTo } from "../../../../runtime/api/contract/route-table.ts";
import type { RUNS } from "../../../../runtime/api/contract/runs.ts";
import type { Filters } from "../../app/search-text.ts";
import { COUNTED_RUNS } from "../../words/run-groups.ts";
import { RUN_STATUS } from "../../words/run-states.ts";

export const RUN_FILTERS = ["order", "recipe", "status", "outcome", "became", "text", "from", "to"] as const;

export type RunFilter = (typeof RUN_FILTERS)[number];
type Query = Omit<NonNullable<GivenTo<typeof RUNS.list>["query"]>, "before">;

/** What the list is asked for; a word in the address that is none of ours is left out. */
export function runQueryOf({ status, became, ...others }: Filters<RunFilter>): Query {
  return { ...others, ...(isStatus(status) ? { status } : {}), ...(isGroup(became) ? { became } : {}) };
}

function isGroup(text: string | undefined): text is (typeof COUNTED_RUNS)[number]["value"] {
  return COUNTED_RUNS.some(({ value }) => value === text);
}

function isStatus(text: string | undefined): text is keyof typeof RUN_STATUS {
  return text !== undefined && Object.hasOwn(RUN_STATUS, text);
}
