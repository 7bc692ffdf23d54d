import { Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { Today } from "../../../../runtime/api/contract/today.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { Folded } from "../../parts/folded.tsx";
import { Section } from "../../parts/section.tsx";
import { whenIdle } from "../../parts/when-idle.ts";
import { CHART_HEIGHT_PX } from "./chart-height.ts";
import { HoursTable } from "./hours-table.tsx";

/** The chart's library is larger than all the rest of the page: the figures do not wait for it, nor what is pressed. */
const HoursChart = lazy(async () => {
  await whenIdle();
  const { HoursChart: Chart } = await import("./hours-chart.tsx");
  return { default: Chart };
});

/** What became of the day's edits, hour by hour. */
export function Hours({ hours }: { readonly hours: Today["hours"] }) {
  const quiet = hours.every((hour) => hour.in + hour.applied + hour.alreadyRight + hour.waiting + hour.blocked === 0);
  if (quiet) {
    return (
      <Section title="Edits by hour">
        <EmptyState
          title="No edits in the last 24 hours"
          hint="When a customer changes an order in Shopify, it shows here within seconds."
        />
      </Section>
    );
  }
  return (
    <Section title="Edits by hour">
      <Suspense fallback={<Skeleton h={CHART_HEIGHT_PX} />}>
        <HoursChart hours={hours} />
      </Suspense>
      <Folded label="The same as a table">
        <HoursTable hours={hours} />
      </Folded>
    </Section>
  );
}
