import { Button, Group, Paper, Skeleton, Stack, Text, VisuallyHidden } from "@mantine/core";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { DataTable } from "./data-table.tsx";
import type { Column, Selection } from "./data-table.tsx";
import { ErrorState } from "./error-state.tsx";
import { useHeldBack } from "./use-held-back.ts";
import classes from "./paged-table.module.css";

interface PagedTableProps<Row> {
  /** What `useInfiniteQuery(pagesQuery(…))` gave. */
  readonly list: UseInfiniteQueryResult<InfiniteData<{ readonly items: readonly Row[]; readonly next: string | null }>>;
  readonly label: string;
  /** What one row is, and several: `["run", "runs"]`. */
  readonly noun: readonly [one: string, several: string];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly rowName?: (row: Row) => string;
  /** Filters and order as text: with other ones, other rows are shown. */
  readonly filterKey: string;
  readonly empty: ReactNode;
  readonly selection?: Selection;
}

/** A list of the API: pages on demand, states that help, and live updates that move nothing. */
export function PagedTable<Row>(props: PagedTableProps<Row>) {
  const { list, label, noun, columns, rowKey, rowName, filterKey, empty, selection } = props;
  const { data, error, isPlaceholderData, hasNextPage, isFetchingNextPage } = list;
  const all = data?.pages.flatMap(({ items }) => items) ?? [];
  const token = `${isPlaceholderData ? "before" : filterKey} ${data?.pages.length ?? 0}`;
  const { rows, waiting, show } = useHeldBack(all, rowKey, token);

  if (data === undefined) {
    if (error !== null)
      return (
        <Framed>
          <ErrorState error={error} onRetry={() => void list.refetch()} />
        </Framed>
      );
    return (
      <Framed>
        <Loading />
      </Framed>
    );
  }
  return (
    <Stack gap="xs">
      <Group justify="space-between" className={classes.line}>
        <Text size="sm" c="dimmed" role="status">
          {error === null
            ? `${rows.length}${hasNextPage ? "+" : ""} ${rows.length === 1 ? noun[0] : noun[1]}`
            : `Not current: ${error.message}`}
        </Text>
        {waiting > 0 && (
          <Button size="compact-sm" variant="light" onClick={show}>
            Show {waiting} new
          </Button>
        )}
      </Group>
      {rows.length === 0 ? (
        <Framed>{empty}</Framed>
      ) : (
        <Paper className={classes.rows}>
          <DataTable
            label={label}
            columns={columns}
            rows={rows}
            rowKey={rowKey}
            dimmed={isPlaceholderData}
            {...(rowName === undefined ? {} : { rowName })}
            {...(selection === undefined ? {} : { selection })}
          />
        </Paper>
      )}
      {hasNextPage && (
        <Button
          variant="default"
          loading={isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
          mx="auto"
          mt="xs"
        >
          Load more
        </Button>
      )}
    </Stack>
  );
}

/** As high as some rows, so that little moves once they are there. */
function Framed({ children }: { readonly children: ReactNode }) {
  return <Paper className={classes.frame}>{children}</Paper>;
}

function Loading() {
  return (
    <Stack p="lg" gap="md" role="status">
      <VisuallyHidden>Loading</VisuallyHidden>
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <Skeleton key={row} h={34} />
      ))}
    </Stack>
  );
}
