import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { answerQuery } from "../../api/queries.ts";
import { PagePending } from "../../app/page-pending.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { Connections } from "./connections.tsx";
import { CutOffs } from "./cut-offs.tsx";
import { FirstSteps } from "./first-steps.tsx";
import { Figures } from "./figures.tsx";
import { Hours } from "./hours.tsx";
import { OpenExceptions } from "./open-exceptions.tsx";
import { RequestBudgets } from "./request-budgets.tsx";
import { Webhooks } from "./webhooks.tsx";
import classes from "./today-page.module.css";

/** How things stand now, each figure leading to what is behind it. */
export function TodayPage() {
  const { data: today, error, refetch } = useQuery(answerQuery("/today"));
  if (today === undefined && error === null) return <PagePending />;
  if (today === undefined) {
    return (
      <>
        <PageHeader title="Today" />
        <ErrorState error={error} onRetry={() => void refetch()} />
      </>
    );
  }
  return (
    <>
      <PageHeader
        title="Today"
        hint={error === null ? "The last 24 hours, and what comes next." : `Not current: ${error.message}`}
      />
      <Stack>
        <FirstSteps health={today.health} />
        <Figures today={today} />
        <div className={classes.columns}>
          <Stack>
            <Hours hours={today.hours} />
            <OpenExceptions owners={today.exceptions} />
          </Stack>
          <Stack>
            <CutOffs cutOffs={today.cutOffs} />
            <Connections connections={today.health.connections} />
            <RequestBudgets budgets={today.health.budgets} queue={today.health.queue} />
            <Webhooks webhooks={today.health.webhooks} />
          </Stack>
        </div>
      </Stack>
    </>
  );
}
