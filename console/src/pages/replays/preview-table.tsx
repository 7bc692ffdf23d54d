import { Button, Group, Loader, Text } from "@mantine/core";
import { DataTable } from "../../parts/data-table.tsx";
import { Section } from "../../parts/section.tsx";
import { previewColumns } from "./preview-columns.tsx";
import type { PreviewItem } from "./use-preview.ts";

interface PreviewTableProps {
  readonly items: readonly PreviewItem[];
  /** Runs whose orders are still to be looked at. */
  readonly left: ReadonlySet<number>;
  readonly looked: number;
  readonly asked: number;
  /** Looks at more orders; left out when all were looked at that may be. */
  readonly onMore?: () => void;
}

/** Run by run: the order then and now, what Peoplevox has, what would be sent. */
export function PreviewTable({ items, left, looked, asked, onMore }: PreviewTableProps) {
  const busy = left.size > 0;
  return (
    <Section
      title="What would happen"
      flush
      actions={
        <Group gap="xs">
          {busy && (
            <>
              <Loader size="xs" aria-hidden />
              <Text size="sm" role="status">{`Looking at the orders: ${looked} of ${asked}`}</Text>
            </>
          )}
          {onMore !== undefined && (
            <Button size="compact-sm" variant="default" onClick={onMore} disabled={busy}>
              Look at more orders
            </Button>
          )}
        </Group>
      }
    >
      <DataTable
        label="What would happen"
        columns={previewColumns(left)}
        rows={items}
        rowKey={({ runId }) => String(runId)}
      />
    </Section>
  );
}
