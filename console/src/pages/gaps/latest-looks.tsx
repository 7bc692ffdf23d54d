import { Text } from "@mantine/core";
import type { Answer } from "../../api/client.ts";
import { DataTable } from "../../parts/data-table.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { RowLink } from "../../parts/row-link.tsx";
import { Section } from "../../parts/section.tsx";
import { Time } from "../../parts/time.tsx";

type Look = Answer<"GET", "/gaps/latest">["runs"][number];

const COLUMNS: readonly Column<Look>[] = [
  {
    key: "run",
    title: "Run",
    width: "8rem",
    phone: "head",
    cell: ({ runId, orderName }) => (
      <RowLink to="/runs/$runId" params={{ runId: String(runId) }}>
        {orderName ?? `Run ${runId}`}
      </RowLink>
    ),
  },
  {
    key: "what",
    title: "What it found",
    cell: ({ summary, status }) => (
      <Text size="sm" lineClamp={2}>
        {summary === "" ? status : summary}
      </Text>
    ),
  },
  { key: "at", title: "When", width: "15rem", cell: ({ at }) => <Time value={at} /> },
];

/** What the sweep looked at lately. */
export function LatestLooks({ looks }: { readonly looks: readonly Look[] }) {
  return (
    <Section title="The latest looks" flush>
      {looks.length === 0 ? (
        <EmptyState
          title="No look yet"
          hint="The recipe watch-sync-gaps compares orders that changed with their Sales Orders, every few minutes."
        />
      ) : (
        <DataTable label="Looks of the sweep" columns={COLUMNS} rows={looks} rowKey={({ runId }) => String(runId)} />
      )}
    </Section>
  );
}
