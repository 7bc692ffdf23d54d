import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/api.ts";
import { PagePending } from "../../app/page-pending.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { TextLink } from "../../parts/text-link.tsx";
import { choiceOf } from "./choice-of.ts";
import { PreviewTable } from "./preview-table.tsx";
import { newReplayRoute } from "./route.ts";
import { StartReplay } from "./start-replay.tsx";

/** The runtime looks at this many orders in one go at first, and at most. */
const LOOK_AT = { first: 10, most: 50 };

/** What a bulk replay would do, order by order, before anything runs. */
export function NewReplayPage() {
  const choose = choiceOf(newReplayRoute.useSearch());
  const [version, setVersion] = useState<"original" | "latest">("latest");
  const [dryRuns, setDryRuns] = useState(LOOK_AT.first);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["/replays/preview", choose, version, dryRuns],
    queryFn: () => api.post("/replays/preview", { body: { choose, version, dryRuns } }),
    // Each look reads orders on both sides: it is made when a person asks, not by itself.
    staleTime: Infinity,
    retry: false,
    placeholderData: (before) => before,
  });
  return (
    <>
      <PageHeader
        trail={
          <TextLink to="/runs" size="sm">
            All runs
          </TextLink>
        }
        title="Replay runs"
        hint="Nothing has run yet. This is what each run would do with the order as it stands now."
      />
      {error !== null ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <PagePending />
      ) : data.total === 0 ? (
        <EmptyState title="No run fits" hint="Go back to the runs and choose others." />
      ) : (
        <Stack>
          <StartReplay choose={choose} preview={data} version={version} onVersion={setVersion} />
          <PreviewTable
            preview={data}
            busy={isFetching}
            {...(dryRuns < LOOK_AT.most && data.total > dryRuns ? { onMore: () => setDryRuns(LOOK_AT.most) } : {})}
          />
        </Stack>
      )}
    </>
  );
}
