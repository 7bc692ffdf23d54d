import { Progress, Text } from "@mantine/core";
import type { ReplayJob } from "../../../../runtime/api/contract/replay.ts";
import { DurationText } from "../../parts/duration-text.tsx";
import { FactList } from "../../parts/fact-list.tsx";
import { Section } from "../../parts/section.tsx";
import { Time } from "../../parts/time.tsx";
import { isGoing } from "../../words/replay-states.ts";
import { outcomeInWords } from "../../words/run-states.ts";

/** How far it is, and what it came to so far. */
export function ReplayProgress({ job }: { readonly job: ReplayJob }) {
  const { total, done, failed, outcomes, wouldSend, by, recipe, startedAt, finishedAt, remainingMs, kind } = job;
  const ended = Object.entries(outcomes).sort(([, a], [, b]) => b - a);
  const sent = Object.entries(wouldSend).sort(([, a], [, b]) => b - a);
  return (
    <Section title={kind === "replay" ? "Progress" : "What it would have done"}>
      <Text size="sm" mb={6} role="status">
        {`${done} of ${total} done${failed === 0 ? "" : `, ${failed} failed`}`}
      </Text>
      <Progress.Root size="lg" mb="md">
        <Progress.Section
          value={total === 0 ? 0 : (100 * done) / total}
          color="spruce"
          aria-label="Progress"
          aria-valuetext={`${done} of ${total}`}
        />
      </Progress.Root>
      <FactList
        facts={[
          ...ended.map(([outcome, count]) => ({
            label: outcome === "failed" ? "Failed" : outcomeInWords(outcome),
            value: String(count),
          })),
          ...sent.map(([what, count]) => ({ label: `Would send: ${what}`, value: String(count) })),
          { label: "By", value: by },
          ...(recipe === null ? [] : [{ label: "Recipe", value: recipe }]),
          { label: "Began", value: <Time value={startedAt} /> },
          ...(finishedAt === null ? [] : [{ label: "Ended", value: <Time value={finishedAt} /> }]),
          ...(isGoing(job) && remainingMs !== null
            ? [{ label: "Likely to remain", value: <DurationText ms={remainingMs} /> }]
            : []),
        ]}
      />
    </Section>
  );
}
