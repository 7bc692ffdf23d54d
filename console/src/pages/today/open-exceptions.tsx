import { Group, Text } from "@mantine/core";
import type { Today } from "../../../../runtime/api/contract/today.ts";
import { DataTable } from "../../parts/data-table.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { RowLink } from "../../parts/row-link.tsx";
import { Section } from "../../parts/section.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { TextLink } from "../../parts/text-link.tsx";
import { Time } from "../../parts/time.tsx";
import { OWNER_WORDS } from "../../words/exceptions.ts";

type OwnersWork = Today["exceptions"][number];

/** Who has how much to do, and until when the next of it matters. */
export function OpenExceptions({ owners }: { readonly owners: readonly OwnersWork[] }) {
  const some = owners.filter(({ open }) => open > 0);
  return (
    <Section
      title="Open exceptions"
      flush
      actions={
        <TextLink to="/exceptions" size="sm">
          The whole queue
        </TextLink>
      }
    >
      {some.length === 0 ? (
        <EmptyState title="Nothing waits for a person" hint="What LastEdit cannot settle by itself is raised here." />
      ) : (
        <DataTable label="Open exceptions by owner" columns={COLUMNS} rows={some} rowKey={({ owner }) => owner} />
      )}
    </Section>
  );
}

const COLUMNS: readonly Column<OwnersWork>[] = [
  {
    key: "owner",
    title: "Owner",
    phone: "head",
    cell: ({ owner }) => (
      <RowLink to="/exceptions" search={{ owner }}>
        {OWNER_WORDS[owner]}
      </RowLink>
    ),
  },
  {
    key: "open",
    title: "Open",
    width: "9rem",
    phone: "aside",
    cell: ({ open, overdue }) => (
      <Group gap="xs" wrap="nowrap">
        <Text span fw={620} data-figures>
          {open}
        </Text>
        {overdue > 0 && <StatusBadge label={`${overdue} overdue`} tone="bad" />}
      </Group>
    ),
  },
  {
    key: "at-it",
    title: "Of these",
    width: "10.5rem",
    cell: ({ taken, snoozed }) => (
      <Text size="sm" c="dimmed">
        {taken} taken, {snoozed} snoozed
      </Text>
    ),
  },
  {
    key: "next",
    title: "Next deadline",
    width: "11rem",
    cell: ({ nearest }) =>
      nearest === null ? (
        <Text size="sm" c="dimmed">
          No deadline ahead
        </Text>
      ) : (
        <>
          {nearest.orderName}, <Time value={nearest.mattersUntil} relative />
        </>
      ),
  },
];
