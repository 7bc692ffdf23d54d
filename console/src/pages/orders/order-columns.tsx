import { Text } from "@mantine/core";
import type { OrderItem } from "../../../../runtime/api/contract/orders.ts";
import type { Column } from "../../parts/data-table.tsx";
import { RowLink } from "../../parts/row-link.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { Time } from "../../parts/time.tsx";
import { outcomeInWords } from "../../words/run-states.ts";

/** An order in the list. */
export const ORDER_COLUMNS: readonly Column<OrderItem>[] = [
  {
    key: "order",
    title: "Order",
    phone: "head",
    cell: ({ key, name, shop }) => (
      <>
        <RowLink to="/orders/$orderKey" params={{ orderKey: key }}>
          {name}
        </RowLink>
        {shop !== null && (
          <Text size="xs" c="dimmed">
            {shop}
          </Text>
        )}
      </>
    ),
  },
  {
    key: "state",
    title: "Last run",
    width: "14rem",
    cell: ({ lastState }) => outcomeInWords(lastState),
  },
  {
    key: "exceptions",
    title: "Exceptions",
    width: "9rem",
    phone: "aside",
    cell: ({ openExceptions }) =>
      openExceptions === 0 ? (
        <Text size="sm" c="dimmed">
          None open
        </Text>
      ) : (
        <StatusBadge label={`${openExceptions} open`} tone="look" />
      ),
  },
  { key: "runs", title: "Runs", width: "5rem", align: "right", phone: "hidden", cell: ({ runs }) => runs },
  { key: "when", title: "Last worked on", width: "15rem", cell: ({ lastRunAt }) => <Time value={lastRunAt} /> },
];
