import { Text } from "@mantine/core";
import type { ExceptionDetail } from "../../../../runtime/api/contract/exceptions.ts";
import { Section } from "../../parts/section.tsx";
import { Time } from "../../parts/time.tsx";
import { Timeline } from "../../parts/timeline.tsx";
import { entryInWords } from "../../words/exceptions.ts";

/** Who did what and when, the latest first. */
export function ExceptionHistory({ exception: { history, olderHistory } }: { readonly exception: ExceptionDetail }) {
  const older = olderHistory === null ? 0 : Object.values(olderHistory.counts).reduce((sum, count) => sum + count, 0);
  return (
    <Section title="History">
      <Timeline
        label="History"
        items={history.toReversed().map(({ id, at, by, what, note }) => ({
          key: id,
          tone: by === null ? "quiet" : "busy",
          title: (
            <>
              <Text span fw={580}>
                {entryInWords(what)}
              </Text>{" "}
              <Text span c="dimmed">
                {by === null ? "by LastEdit" : `by ${by}`}
              </Text>
            </>
          ),
          aside: <Time value={at} />,
          children: note !== null && <Text size="sm">{note}</Text>,
        }))}
      />
      {olderHistory !== null && (
        <Text size="sm" c="dimmed" mt="sm">
          {older} older entries from <Time value={olderHistory.from} /> to <Time value={olderHistory.to} /> are kept
          only as a count.
        </Text>
      )}
    </Section>
  );
}
