import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { answerQuery } from "../../api/queries.ts";
import { PagePending } from "../../app/page-pending.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { TextLink } from "../../parts/text-link.tsx";
import { isGoing, REPLAY_KINDS, REPLAY_STATES } from "../../words/replay-states.ts";
import { ReplayItems } from "./replay-items.tsx";
import { ReplayProgress } from "./replay-progress.tsx";
import { replayRoute } from "./route.ts";
import { StopReplay } from "./stop-replay.tsx";

const EVERY_MS = 1_500;

/** One bulk replay or time travel: how far it is, and what came of each run. */
export function ReplayPage() {
  const { replayId } = replayRoute.useParams();
  const { data, error, refetch } = useQuery({
    ...answerQuery("/replays/:id", { params: { id: replayId } }),
    refetchInterval: ({ state }) => (state.data === undefined || isGoing(state.data) ? EVERY_MS : false),
  });
  if (data === undefined && error === null) return <PagePending />;
  return (
    <>
      <PageHeader
        trail={
          <TextLink to="/replays" size="sm">
            All replays
          </TextLink>
        }
        title={`${data === undefined ? "Replay" : REPLAY_KINDS[data.kind]} ${replayId}`}
        beside={data !== undefined && <StatusBadge {...REPLAY_STATES[data.status]} />}
        hint={data?.because}
        actions={data?.status === "running" && <StopReplay job={data} />}
      />
      {data === undefined ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Stack>
          <ReplayProgress job={data} />
          <ReplayItems job={data} />
        </Stack>
      )}
    </>
  );
}
