import type { Given } from "../../api/client.ts";

interface Shown {
  readonly runId: number;
  readonly refused: string | null;
}

/** What a person agrees to: the runs that were listed and can run, whichever fit the filter by now. */
export function shownRuns(items: readonly Shown[]): Given<"POST", "/replays">["body"]["choose"] & { ids: number[] } {
  return { ids: items.filter(({ refused }) => refused === null).map(({ runId }) => runId) };
}
