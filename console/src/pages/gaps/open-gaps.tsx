import { Text } from "@mantine/core";
import type { Answer } from "../../api/client.ts";
import { DataTable } from "../../parts/data-table.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { RowLink } from "../../parts/row-link.tsx";
import { Section } from "../../parts/section.tsx";
import { Time } from "../../parts/time.tsx";
import { OWNER_WORDS } from "../../words/exceptions.ts";
import { DownloadLink } from "../../parts/download-link.tsx";

type Gap = Answer<"GET", "/gaps/latest">["gaps"][number];

const COLUMNS: readonly Column<Gap>[] = [
  {
    key: "order",
    title: "Order",
    width: "8rem",
    phone: "head",
    cell: ({ exceptionId, orderName }) => (
      <RowLink to="/exceptions/$exceptionId" params={{ exceptionId }}>
        {orderName}
      </RowLink>
    ),
  },
  {
    key: "gap",
    title: "What differs",
    cell: ({ title, inWords }) => (
      <>
        <Text size="sm" fw={580}>
          {title}
        </Text>
        <Text size="sm" lineClamp={2}>
          {inWords}
        </Text>
      </>
    ),
  },
  { key: "owner", title: "Owner", width: "10rem", cell: ({ owner }) => OWNER_WORDS[owner] },
  {
    key: "until",
    title: "Matters until",
    width: "13rem",
    cell: ({ mattersUntil }) => (mattersUntil === null ? "No deadline" : <Time value={mattersUntil} />),
  },
];

/** Gaps that stand now, the most pressing first. Each is an exception with an owner. */
export function OpenGaps({ gaps, looked }: { readonly gaps: readonly Gap[]; readonly looked: boolean }) {
  return (
    <Section
      title={titleOf(gaps.length, looked)}
      actions={<DownloadLink path="/gaps/latest.csv">Gaps as CSV</DownloadLink>}
      flush
    >
      {gaps.length === 0 ? (
        <EmptyState
          title={looked ? "Shop and warehouse agree" : "Nothing has been compared yet"}
          hint={
            looked
              ? "Every order the sweep has looked at is in sync, or has an exception of another kind."
              : "Whether shop and warehouse agree is known once the recipe watch-sync-gaps has looked."
          }
        />
      ) : (
        <DataTable label="Gaps" columns={COLUMNS} rows={gaps} rowKey={({ exceptionId }) => exceptionId} />
      )}
    </Section>
  );
}

function titleOf(gaps: number, looked: boolean): string {
  if (gaps === 0) return looked ? "No gap stands now" : "Gaps";
  return gaps === 1 ? "1 gap stands now" : `${gaps} gaps stand now`;
}
