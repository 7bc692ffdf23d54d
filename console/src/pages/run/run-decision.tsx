import { Alert, List, Stack, Text } from "@mantine/core";
import type { RunDetail } from "../../../../runtime/api/contract/runs.ts";
import { Because } from "../../parts/because.tsx";
import { Section } from "../../parts/section.tsx";
import { Told } from "../../parts/told.tsx";
import { EFFECT_WORDS, RETRY_WORDS } from "../../words/failures.ts";
import { outcomeInWords } from "../../words/run-states.ts";

/** What came of the run, in words: the decision and why, or what went wrong and whether anything was changed. */
export function RunDecision({ run: { decision, error, lastWord } }: { readonly run: RunDetail }) {
  return (
    <Section title={titleOf(decision, error)}>
      <Stack gap="sm">
        {error !== null && (
          <Alert color="brick" title={<Told text={error.message} />} variant="light">
            {EFFECT_WORDS[error.effect]} {RETRY_WORDS[error.retry]}
          </Alert>
        )}
        {error !== null && decision !== null && (
          <Text fw={580}>{`Decided: ${decision.outcome.replaceAll("-", " ")}`}</Text>
        )}
        {decision !== null && <Because>{decision.because}</Because>}
        {decision !== null && decision.changes !== "" && <Text>{decision.changes}</Text>}
        {decision !== null && decision.done.length > 0 && (
          <List size="sm" spacing={4}>
            {decision.done.map((line) => (
              <List.Item key={line}>{line}</List.Item>
            ))}
          </List>
        )}
        {lastWord !== "" && lastWord !== error?.message && (
          <Text c="dimmed">
            <Told text={lastWord} />
          </Text>
        )}
      </Stack>
    </Section>
  );
}

/** What was decided is not what came of it where the run failed. */
function titleOf(decision: RunDetail["decision"], error: RunDetail["error"]): string {
  if (error !== null) return "What went wrong";
  return decision === null ? "What happened" : outcomeInWords(decision.outcome);
}
