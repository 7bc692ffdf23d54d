import { Switch } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { ReplayJob } from "../../../../runtime/api/contract/replay.ts";
import { api } from "../../api/api.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { PagedTable } from "../../parts/paged-table.tsx";
import { isGoing } from "../../words/replay-states.ts";
import { REPLAY_ITEM_COLUMNS } from "./replay-item-columns.tsx";
import { replayRoute } from "./route.ts";

const EVERY_MS = 2_000;

/** Its runs in order, with what came of each. */
export function ReplayItems({ job }: { readonly job: ReplayJob }) {
  const { changed } = replayRoute.useSearch();
  const navigate = replayRoute.useNavigate();
  const list = useInfiniteQuery({
    queryKey: ["/replays/:id/items", job.id, changed, job.status],
    queryFn: ({ pageParam, signal }) =>
      api.get(
        "/replays/:id/items",
        {
          params: { id: String(job.id) },
          query: {
            ...(changed === undefined ? {} : { onlyChanged: "true" }),
            ...(pageParam === null ? {} : { before: pageParam }),
          },
        },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    refetchInterval: isGoing(job) ? EVERY_MS : false,
  });
  return (
    <>
      <Switch
        label="Only those that end otherwise than before"
        checked={changed !== undefined}
        onChange={({ currentTarget }) =>
          void navigate({ search: currentTarget.checked ? { changed: "yes" } : {}, replace: true })
        }
      />
      <PagedTable
        list={list}
        label="Runs of this replay"
        noun={["run", "runs"]}
        columns={REPLAY_ITEM_COLUMNS}
        rowKey={({ id }) => String(id)}
        filterKey={`${job.id} ${changed ?? ""}`}
        empty={<EmptyState title="None ends otherwise" hint="Each run comes to what it came to before." />}
      />
    </>
  );
}
