import { Text } from "@mantine/core";
import type { RunItem } from "../../../../runtime/api/contract/runs.ts";
import type { Column } from "../../parts/data-table.tsx";
import { DurationText } from "../../parts/duration-text.tsx";
import { RowLink } from "../../parts/row-link.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { Time } from "../../parts/time.tsx";
import { Told } from "../../parts/told.tsx";
import { runStateOf } from "../../words/run-states.ts";

/** A run in a list. */
export const RUN_COLUMNS: readonly Column<RunItem>[] = [
  {
    key: "order",
    title: "Order",
    width: "7.5rem",
    phone: "head",
    cell: ({ id, order }) => (
      <RowLink to="/runs/$runId" params={{ runId: String(id) }}>
        {order.name ?? order.id ?? `Run ${id}`}
      </RowLink>
    ),
  },
  { key: "state", title: "State", width: "11rem", phone: "aside", cell: (run) => <StatusBadge {...runStateOf(run)} /> },
  {
    key: "what",
    title: "What happened",
    cell: ({ summary, error, recipe }) => (
      <>
        <Text size="sm" lineClamp={2}>
          <Told text={summary || error?.message || "Nothing yet"} />
        </Text>
        <Text size="xs" c="dimmed">
          {recipe}
        </Text>
      </>
    ),
  },
  {
    key: "when",
    title: "Began",
    width: "14rem",
    cell: ({ startedAt, queuedAt }) => <Time value={startedAt ?? queuedAt} />,
  },
  {
    key: "took",
    title: "Took",
    width: "6rem",
    align: "right",
    phone: "hidden",
    cell: ({ durationMs }) => <DurationText ms={durationMs} />,
  },
];
