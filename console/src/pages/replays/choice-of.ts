import type { RunItem } from "../../../../runtime/api/contract/runs.ts";
import type { Given } from "../../api/client.ts";
import type { Filters } from "../../app/search-text.ts";
import { RUN_STATUS } from "../../words/run-states.ts";

export type RunChoice = Given<"POST", "/replays/preview">["body"]["choose"];

/** Which runs an address means: those it names, or those that fit its filters. */
export function choiceOf(
  search: Filters<"ids" | "order" | "recipe" | "status" | "outcome" | "text" | "from" | "to">,
): RunChoice {
  const { ids, status, ...filter } = search;
  if (ids !== undefined) return { ids: ids.split(",").map(Number) };
  return { filter: { ...filter, ...(isStatus(status) ? { status } : {}) } };
}

function isStatus(text: string | undefined): text is RunItem["status"] {
  return text !== undefined && Object.hasOwn(RUN_STATUS, text);
}
