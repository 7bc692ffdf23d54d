import { Text } from "@mantine/core";
import type { ReplayJob } from "../../../../runtime/api/contract/replay.ts";
import type { Column } from "../../parts/data-table.tsx";
import { RowLink } from "../../parts/row-link.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { Time } from "../../parts/time.tsx";
import { REPLAY_KINDS, REPLAY_STATES } from "../../words/replay-states.ts";

/** A replay in the list. */
export const REPLAY_COLUMNS: readonly Column<ReplayJob>[] = [
  {
    key: "what",
    title: "Replay",
    width: "12rem",
    phone: "head",
    cell: ({ id, kind }) => (
      <RowLink to="/replays/$replayId" params={{ replayId: String(id) }}>
        {`${REPLAY_KINDS[kind]} ${id}`}
      </RowLink>
    ),
  },
  {
    key: "state",
    title: "State",
    width: "8rem",
    phone: "aside",
    cell: ({ status }) => <StatusBadge {...REPLAY_STATES[status]} />,
  },
  {
    key: "why",
    title: "Why",
    cell: ({ because, recipe }) => (
      <>
        <Text size="sm" lineClamp={2}>
          {because || "No reason given"}
        </Text>
        {recipe !== null && (
          <Text size="xs" c="dimmed">
            {recipe}
          </Text>
        )}
      </>
    ),
  },
  {
    key: "done",
    title: "Done",
    width: "9rem",
    cell: ({ done, total, failed }) => `${done} of ${total}${failed === 0 ? "" : `, ${failed} failed`}`,
  },
  { key: "by", title: "By", width: "9rem", cell: ({ by }) => by },
  { key: "when", title: "Began", width: "14rem", cell: ({ startedAt }) => <Time value={startedAt} /> },
];
