import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Answer } from "../../api/client.ts";
import { answerQuery } from "../../api/queries.ts";
import { DataTable } from "../../parts/data-table.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { Section } from "../../parts/section.tsx";
import { DownloadLink } from "../../parts/download-link.tsx";
import { GAP_HISTORY } from "./route.ts";

type Day = Answer<"GET", "/gaps/history">["days"][number];

const COLUMNS: readonly Column<Day>[] = [
  { key: "day", title: "Day (UTC)", phone: "head", cell: ({ day }) => day },
  { key: "looks", title: "Looks", align: "right", cell: ({ looks }) => named("Looks", looks) },
  { key: "repaired", title: "Repaired", align: "right", cell: ({ repaired }) => named("Repaired", repaired) },
  { key: "raised", title: "Raised", align: "right", cell: ({ raised }) => named("Raised", raised) },
  { key: "failed", title: "Failed", align: "right", cell: ({ failed }) => named("Failed", failed) },
];

/** What the sweep did, day by day. */
export function GapHistory() {
  const { data, error, refetch } = useQuery(answerQuery("/gaps/history", GAP_HISTORY));
  const days = data?.days.toReversed();
  return (
    <Section
      title="The last 30 days"
      actions={<DownloadLink path="/gaps/history.csv?days=90">90 days as CSV</DownloadLink>}
      flush
    >
      {days === undefined ? (
        error === null ? null : (
          <ErrorState error={error} onRetry={() => void refetch()} />
        )
      ) : days.length === 0 ? (
        <Text c="dimmed" p="md">
          No sweep has run in this time.
        </Text>
      ) : (
        <DataTable label="Sweeps by day" columns={COLUMNS} rows={days} rowKey={({ day }) => day} />
      )}
    </Section>
  );
}

/** On a phone a cell stands without its column's head, so it says what it counts. */
function named(name: string, count: number) {
  return (
    <>
      <Text span size="sm" c="dimmed" hiddenFrom="sm">
        {`${name} `}
      </Text>
      {count}
    </>
  );
}
