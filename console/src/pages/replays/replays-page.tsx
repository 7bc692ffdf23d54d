import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { pagesQuery } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { PagedTable } from "../../parts/paged-table.tsx";
import { isGoing } from "../../words/replay-states.ts";
import { REPLAY_COLUMNS } from "./replay-columns.tsx";

const EVERY_MS = 3_000;

/** Bulk replays and time travels, newest first. */
export function ReplaysPage() {
  const navigate = useNavigate();
  const mayEdit = useMay("editor");
  const list = useInfiniteQuery({
    ...pagesQuery("/replays", {}),
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isGoing)) === true ? EVERY_MS : false,
  });
  return (
    <>
      <PageHeader
        title="Replays"
        hint="Many past runs at once: run again for real, or tried with a changed recipe."
        actions={
          <>
            <Button variant="default" onClick={() => void navigate({ to: "/runs" })}>
              Choose runs to replay
            </Button>
            {mayEdit && <Button onClick={() => void navigate({ to: "/replays/time-travel" })}>Time travel</Button>}
          </>
        }
      />
      <PagedTable
        list={list}
        label="Replays"
        noun={["replay", "replays"]}
        columns={REPLAY_COLUMNS}
        rowKey={({ id }) => String(id)}
        filterKey=""
        empty={
          <EmptyState
            title="Nothing was replayed yet"
            hint="Select runs on the page Runs to run them again, or try a recipe’s draft on past orders."
          />
        }
      />
    </>
  );
}
