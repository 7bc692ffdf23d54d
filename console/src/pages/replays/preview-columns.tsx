import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Column } from "../../parts/data-table.tsx";
import { RowLink } from "../../parts/row-link.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { outcomeInWords, RUN_STATUS } from "../../words/run-states.ts";
import { RequestList } from "./request-list.tsx";
import { Told } from "../../parts/told.tsx";
import type { PreviewItem } from "./use-preview.ts";

/** Runs in the preview of a replay. @param left - Those whose orders are still to be looked at */
export const previewColumns = (left: ReadonlySet<number>): readonly Column<PreviewItem>[] => [
  {
    key: "run",
    title: "Order",
    width: "8rem",
    phone: "head",
    cell: ({ runId, orderName }) => (
      <RowLink to="/runs/$runId" params={{ runId: String(runId) }}>
        {orderName ?? `Run ${runId}`}
      </RowLink>
    ),
  },
  {
    key: "then",
    title: "Then",
    cell: ({ outcome, status, then }) => (
      <Standing head={outcome === null ? RUN_STATUS[status].label : outcomeInWords(outcome)} words={then.words} />
    ),
  },
  {
    key: "now",
    title: "Order now",
    cell: ({ runId, now }) => <Standing {...now} looking={left.has(runId)} />,
  },
  {
    key: "peoplevox",
    title: "In Peoplevox",
    cell: ({ runId, peoplevox }) => <Standing {...peoplevox} looking={left.has(runId)} />,
  },
  {
    key: "would",
    title: "It would",
    cell: (item) => <Would item={item} looking={left.has(item.runId)} />,
  },
];

interface StandingProps {
  readonly head?: ReactNode;
  readonly words: string | null;
  readonly problem?: string | null;
  /** It is still to be looked at. */
  readonly looking?: boolean;
}

function Standing({ head, words, problem = null, looking = false }: StandingProps) {
  return (
    <>
      {head !== undefined && (
        <Text size="sm" fw={560}>
          {head}
        </Text>
      )}
      {problem !== null ? (
        <Text size="sm" c="brick">
          {problem}
        </Text>
      ) : (
        <Text size="sm" c={words === null ? "dimmed" : "var(--mantine-color-text)"}>
          <Told text={words ?? (head === undefined ? notYet(looking) : "")} />
        </Text>
      )}
    </>
  );
}

const notYet = (looking: boolean): string => (looking ? "Looking…" : "Not looked at");

interface WouldProps {
  readonly item: PreviewItem;
  readonly looking: boolean;
}

function Would({ item: { refused, outcomeNow, wouldSend }, looking }: WouldProps) {
  if (refused !== null) {
    return (
      <>
        <StatusBadge label="Cannot run" tone="look" />
        <Text size="sm">{refused}</Text>
      </>
    );
  }
  if (wouldSend === null || outcomeNow === null) {
    return (
      <Text size="sm" c="dimmed">
        {notYet(looking)}
      </Text>
    );
  }
  return (
    <>
      <StatusBadge
        label={outcomeNow === "failed" ? "Fail" : outcomeInWords(outcomeNow)}
        tone={outcomeNow === "failed" ? "bad" : wouldSend.length > 0 ? "busy" : "quiet"}
      />
      <RequestList requests={wouldSend} />
    </>
  );
}
