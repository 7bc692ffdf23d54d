import type { OrderDetail } from "../../../../runtime/api/contract/orders.ts";
import { DataTable } from "../../parts/data-table.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { RowLink } from "../../parts/row-link.tsx";
import { Section } from "../../parts/section.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { Time } from "../../parts/time.tsx";
import { runStateOf } from "../../words/run-states.ts";
import { Told } from "../../parts/told.tsx";

type Run = OrderDetail["runs"][number];

/** Every run about the order, the latest first. */
export function OrderRuns({ runs }: { readonly runs: readonly Run[] }) {
  return (
    <Section title={runs.length === 1 ? "1 run" : `${runs.length} runs`} flush>
      <DataTable label="Runs of this order" columns={COLUMNS} rows={runs} rowKey={({ id }) => String(id)} />
    </Section>
  );
}

const COLUMNS: readonly Column<Run>[] = [
  {
    key: "run",
    title: "Run",
    width: "6rem",
    phone: "head",
    cell: ({ id }) => (
      <RowLink to="/runs/$runId" params={{ runId: String(id) }}>
        Run {id}
      </RowLink>
    ),
  },
  { key: "state", title: "State", width: "11rem", phone: "aside", cell: (run) => <StatusBadge {...runStateOf(run)} /> },
  {
    key: "what",
    title: "What happened",
    cell: ({ summary, error }) => <Told text={summary || error?.message || "Nothing yet"} />,
  },
  {
    key: "when",
    title: "Began",
    width: "9rem",
    cell: ({ startedAt, queuedAt }) => <Time value={startedAt ?? queuedAt} relative />,
  },
];
