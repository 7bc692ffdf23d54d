import { Button, Group, Loader } from "@mantine/core";
import type { Answer } from "../../api/client.ts";
import { DataTable } from "../../parts/data-table.tsx";
import { Section } from "../../parts/section.tsx";
import { PREVIEW_COLUMNS } from "./preview-columns.tsx";

interface PreviewTableProps {
  readonly preview: Answer<"POST", "/replays/preview">;
  readonly busy: boolean;
  /** Looks at more orders; left out when all were looked at that may be. */
  readonly onMore?: () => void;
}

/** Run by run: the order then and now, what Peoplevox has, what would be sent. */
export function PreviewTable({ preview, busy, onMore }: PreviewTableProps) {
  return (
    <Section
      title="What would happen"
      flush
      actions={
        <Group gap="xs">
          {busy && <Loader size="xs" role="status" aria-label="Looking at the orders" />}
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
        columns={PREVIEW_COLUMNS}
        rows={preview.items}
        rowKey={({ runId }) => String(runId)}
        dimmed={busy}
      />
    </Section>
  );
}
