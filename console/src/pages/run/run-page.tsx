import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { answerQuery } from "../../api/queries.ts";
import { PagePending } from "../../app/page-pending.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { TextLink } from "../../parts/text-link.tsx";
import { runStateOf } from "../../words/run-states.ts";
import { CancelRun } from "./cancel-run.tsx";
import { RetryRun } from "./retry-run.tsx";
import { runRoute } from "./route.ts";
import { RunDecision } from "./run-decision.tsx";
import { RunEvents } from "./run-events.tsx";
import { RunFacts } from "./run-facts.tsx";
import { RunSteps } from "./run-steps.tsx";
import classes from "./run-page.module.css";

/** One run: what it decided and why, step by step, with everything it read and wrote. */
export function RunPage() {
  const { runId } = runRoute.useParams();
  const { data: run, error, refetch } = useQuery(answerQuery("/runs/:id", { params: { id: runId } }));
  if (run === undefined && error === null) return <PagePending />;
  if (run === undefined) {
    return (
      <>
        <PageHeader title={`Run ${runId}`} />
        <ErrorState error={error} onRetry={() => void refetch()} />
      </>
    );
  }
  const { order, recipe, canCancel, canReplay } = run;
  return (
    <>
      <PageHeader
        trail={
          <TextLink to="/runs" size="sm">
            All runs
          </TextLink>
        }
        title={order.name === null ? `Run ${run.id}` : `${order.name}, run ${run.id}`}
        beside={<StatusBadge {...runStateOf(run)} />}
        hint={recipe}
        actions={
          <>
            {canReplay && <RetryRun run={run} />}
            {canCancel && <CancelRun run={run} />}
          </>
        }
      />
      <div className={classes.columns}>
        <Stack>
          <RunDecision run={run} />
          <RunSteps run={run} />
        </Stack>
        <Stack>
          <RunFacts run={run} />
          <RunEvents run={run} />
        </Stack>
      </div>
    </>
  );
}
