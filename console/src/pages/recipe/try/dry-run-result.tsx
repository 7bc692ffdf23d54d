import { Group, Stack, Text } from "@mantine/core";
import type { DryRun } from "../../../../../runtime/api/contract/editing.ts";
import { DurationText } from "../../../parts/duration-text.tsx";
import { Section } from "../../../parts/section.tsx";
import { StatusBadge } from "../../../parts/status-badge.tsx";
import { outcomeInWords } from "../../../words/run-states.ts";
import { DryStep } from "./dry-step.tsx";
import { WouldSendList } from "./would-send-list.tsx";
import classes from "./try-view.module.css";

/** What a dry run came to: what would be sent, and step by step why. */
export function DryRunResult({ result }: { readonly result: DryRun }) {
  const { status, outcome, summary, steps, wouldSend, reads, readFrom, durationMs } = result;
  const readWords = [
    [reads.shopify, "Shopify"],
    [reads.peoplevox, "Peoplevox"],
    [reads.other, "elsewhere"],
  ].flatMap(([count, where]) => (count === 0 ? [] : [`${count} from ${where}`]));
  return (
    <Stack>
      <Section
        title={
          status === "failed" ? "It would fail" : outcome === null ? "It would go through" : outcomeInWords(outcome)
        }
        actions={<StatusBadge label="Nothing was sent" tone="quiet" />}
      >
        <Text>{summary}</Text>
        <Group gap="md" mt="xs">
          <Text size="sm" c="dimmed">
            {readFrom === "sandbox" ? "Read from a sandbox set up as the example says" : "Read from your systems"}
            {readWords.length > 0 && ` (${readWords.join(", ")})`}
          </Text>
          <Text size="sm" c="dimmed" span>
            <DurationText ms={durationMs} />
          </Text>
        </Group>
      </Section>
      <Section title={wouldSend.length === 0 ? "It would send nothing" : `It would send (${wouldSend.length})`}>
        <WouldSendList requests={wouldSend} />
      </Section>
      <Section title="Step by step">
        <ol className={classes.steps}>
          {steps.map((step) => (
            <DryStep key={step.namespace} step={step} />
          ))}
        </ol>
      </Section>
    </Stack>
  );
}
