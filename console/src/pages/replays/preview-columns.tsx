import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Answer } from "../../api/client.ts";
import type { Column } from "../../parts/data-table.tsx";
import { RowLink } from "../../parts/row-link.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { outcomeInWords, RUN_STATUS } from "../../words/run-states.ts";
import { RequestList } from "./request-list.tsx";

type Item = Answer<"POST", "/replays/preview">["items"][number];

/** A run in the preview of a replay. */
export const PREVIEW_COLUMNS: readonly Column<Item>[] = [
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
    cell: ({ now }) => <Standing words={now.words} problem={now.problem} />,
  },
  {
    key: "peoplevox",
    title: "In Peoplevox",
    cell: ({ peoplevox }) => <Standing words={peoplevox.words} problem={peoplevox.problem} />,
  },
  {
    key: "would",
    title: "It would",
    cell: (item) => <Would item={item} />,
  },
];

interface StandingProps {
  readonly head?: ReactNode;
  readonly words: string | null;
  readonly problem?: string | null;
}

function Standing({ head, words, problem = null }: StandingProps) {
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
          {words ?? (head === undefined ? "Not looked at" : "")}
        </Text>
      )}
    </>
  );
}

function Would({ item: { refused, outcomeNow, wouldSend } }: { readonly item: Item }) {
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
        Not looked at
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
