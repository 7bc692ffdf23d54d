import { Group, Text } from "@mantine/core";
import type { ExceptionItem } from "../../../../runtime/api/contract/exceptions.ts";
import type { Filters } from "../../app/search-text.ts";
import type { Column } from "../../parts/data-table.tsx";
import { RowLink } from "../../parts/row-link.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { exceptionStateOf, OWNER_WORDS } from "../../words/exceptions.ts";
import { Deadline } from "../exception/deadline.tsx";
import type { EXCEPTION_FILTERS } from "./exception-query.ts";

/**
 * An exception in the queue.
 *
 * @param wide - Whether the details stand beside the list; otherwise they have a page of their own
 */
export function exceptionColumns(
  wide: boolean,
  search: Filters<(typeof EXCEPTION_FILTERS)[number]>,
): readonly Column<ExceptionItem>[] {
  return [
    {
      key: "what",
      title: "Order and what is wrong",
      phone: "head",
      cell: ({ id, orderName, title, owner }) => (
        <>
          {wide ? (
            <RowLink to="/exceptions" search={{ ...search, show: id }} replace resetScroll={false}>
              {orderName}
            </RowLink>
          ) : (
            <RowLink to="/exceptions/$exceptionId" params={{ exceptionId: id }}>
              {orderName}
            </RowLink>
          )}
          <Text size="sm">{title}</Text>
          <Text size="xs" c="dimmed">
            {OWNER_WORDS[owner]}
          </Text>
        </>
      ),
    },
    {
      key: "until",
      title: "Matters until",
      width: "10.5rem",
      cell: (item) => (
        <Group gap={6}>
          <Deadline mattersUntil={item.mattersUntil} />
          {item.state.is !== "open" && <StatusBadge {...exceptionStateOf(item)} />}
          {item.retryAskedBy !== null && <StatusBadge label="Retry asked for" tone="busy" />}
        </Group>
      ),
    },
  ];
}
