import { Text } from "@mantine/core";
import type { Answer } from "../../api/client.ts";
import type { Column } from "../../parts/data-table.tsx";
import { RowLink } from "../../parts/row-link.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { TextLink } from "../../parts/text-link.tsx";
import { outcomeInWords } from "../../words/run-states.ts";
import type { StateWords } from "../../words/tones.ts";
import { RequestList } from "./request-list.tsx";

type Item = Answer<"GET", "/replays/:id/items">["items"][number];

const STATES: Readonly<Record<Item["state"], StateWords>> = {
  waiting: { label: "Waiting", tone: "quiet" },
  started: { label: "Running", tone: "busy" },
  done: { label: "Done", tone: "good" },
  failed: { label: "Failed", tone: "bad" },
  dropped: { label: "Not started", tone: "quiet" },
};

/** A run of a replay. */
export const REPLAY_ITEM_COLUMNS: readonly Column<Item>[] = [
  {
    key: "order",
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
    key: "state",
    title: "State",
    width: "8rem",
    phone: "aside",
    cell: ({ state }) => <StatusBadge {...STATES[state]} />,
  },
  {
    key: "then",
    title: "Then",
    width: "11rem",
    cell: ({ outcomeThen }) => (outcomeThen === null ? "" : outcomeInWords(outcomeThen)),
  },
  {
    key: "now",
    title: "Now",
    cell: ({ outcomeNow, outcomeThen, summary, wouldSend }) => (
      <>
        {outcomeNow !== null && (
          <Text size="sm" fw={outcomeNow === outcomeThen ? undefined : 620}>
            {outcomeInWords(outcomeNow)}
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {summary}
        </Text>
        {wouldSend.length > 0 && <RequestList requests={wouldSend} />}
      </>
    ),
  },
  {
    key: "run",
    title: "New run",
    width: "8rem",
    cell: ({ newRunId }) =>
      newRunId !== null && (
        <TextLink to="/runs/$runId" params={{ runId: String(newRunId) }}>
          {`Run ${newRunId}`}
        </TextLink>
      ),
  },
];
