import { Alert, List, Stack, Text } from "@mantine/core";
import type { RunDetail } from "../../../../runtime/api/contract/runs.ts";
import { Because } from "../../parts/because.tsx";
import { Section } from "../../parts/section.tsx";
import { EFFECT_WORDS, RETRY_WORDS } from "../../words/failures.ts";
import { outcomeInWords } from "../../words/run-states.ts";

/** What came of the run, in words: the decision and why, or what went wrong and whether anything was changed. */
export function RunDecision({ run: { decision, error, lastWord } }: { readonly run: RunDetail }) {
  return (
    <Section title={decision === null ? "What happened" : outcomeInWords(decision.outcome)}>
      <Stack gap="sm">
        {decision !== null && <Because>{decision.because}</Because>}
        {decision !== null && decision.changes !== "" && <Text>{decision.changes}</Text>}
        {decision !== null && decision.done.length > 0 && (
          <List size="sm" spacing={4}>
            {decision.done.map((line) => (
              <List.Item key={line}>{line}</List.Item>
            ))}
          </List>
        )}
        {error !== null && (
          <Alert color="brick" title={error.message} variant="light">
            {EFFECT_WORDS[error.effect]} {RETRY_WORDS[error.retry]}
          </Alert>
        )}
        {lastWord !== "" && <Text c="dimmed">{lastWord}</Text>}
      </Stack>
    </Section>
  );
}
