import { useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/api.ts";
import type { Answer } from "../../api/client.ts";
import type { RunChoice } from "./choice-of.ts";

type Preview = Answer<"POST", "/replays/preview">;
export type PreviewItem = Preview["items"][number];

/** A look reads an order on both sides: it is made when a person asks for it, and not again by itself. */
const ONCE = { staleTime: Infinity, retry: false } as const;

/**
 * Which runs a bulk replay takes, at once; then what each would do, one after the other as the runtime looks at its order.
 *
 * @param looks - How many orders are looked at
 */
export function usePreview(choose: RunChoice, version: "original" | "latest", looks: number) {
  const client = useQueryClient();
  const list = useQuery({
    ...ONCE,
    queryKey: ["/replays/preview", choose, version],
    queryFn: () => api.post("/replays/preview", { body: { choose, version, dryRuns: 0 } }),
    placeholderData: (before) => before,
  });
  const listed = list.data?.items ?? [];
  const asked = listed.slice(0, looks).filter(({ refused }) => refused === null);
  const keyOf = ({ runId }: PreviewItem) => ["/replays/preview", runId, version];
  const isBusy = (item: PreviewItem | undefined): boolean =>
    item !== undefined && (client.getQueryState(keyOf(item))?.status ?? "pending") === "pending";
  const looked = useQueries({
    queries: asked.map((item, index) => ({
      ...ONCE,
      queryKey: keyOf(item),
      queryFn: () => api.post("/replays/preview", { body: { choose: { ids: [item.runId] }, version, dryRuns: 1 } }),
      enabled: !isBusy(asked[index - 1]),
    })),
  });
  const seen = new Map(looked.map(({ data, error }, index) => [asked[index]?.runId, seenOf(data, error)]));
  return {
    list,
    items: listed.map((item) => ({ ...item, ...seen.get(item.runId) })),
    /** Orders that are still to be looked at. */
    left: new Set(asked.filter((_, index) => looked[index]?.isPending === true).map(({ runId }) => runId)),
    looked: looked.filter(({ isPending }) => !isPending).length,
    asked: asked.length,
  };
}

/** What a look showed; a look that failed is a problem of its own run. */
function seenOf(preview: Preview | undefined, error: Error | null): Partial<PreviewItem> {
  return error === null ? (preview?.items[0] ?? {}) : { now: { words: null, problem: error.message } };
}
