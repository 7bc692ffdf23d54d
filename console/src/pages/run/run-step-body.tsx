import { Text } from "@mantine/core";
import type { RunDetail } from "../../../../runtime/api/contract/runs.ts";
import { Because } from "../../parts/because.tsx";
import { Folded } from "../../parts/folded.tsx";
import { JsonTree } from "../../parts/json-tree.tsx";
import { Told } from "../../parts/told.tsx";
import { EFFECT_WORDS, RETRY_WORDS } from "../../words/failures.ts";

type Step = RunDetail["steps"][number];

/** What a step said, and folded what it read, gave and logged. */
export function RunStepBody({ step }: { readonly step: Step }) {
  const { summary, decision, error, logs } = step;
  return (
    <>
      <Text size="sm">
        <Told text={summary} />
      </Text>
      {decision !== null && !summary.includes(decision.because) && <Because>{decision.because}</Because>}
      {error !== null && !summary.endsWith(error.message) && (
        <Text size="sm" c="brick">
          <Told text={error.message} />
        </Text>
      )}
      {error !== null && (
        <Text size="sm" c="dimmed">
          {EFFECT_WORDS[error.effect]} {RETRY_WORDS[error.retry]}
        </Text>
      )}
      {valuesOf(step).map(({ label, value }) => (
        <Folded key={label} label={label}>
          <JsonTree value={value} of={`${label} of ${step.namespace}`} />
        </Folded>
      ))}
      {logs.length > 0 && (
        <Folded label={`Log (${logs.length})`}>
          <pre style={{ margin: 0, whiteSpace: "pre-wrap", fontSize: "0.8125rem" }}>
            {logs.map(({ level, text }) => `${level.padEnd(5)} ${text}`).join("\n")}
          </pre>
        </Folded>
      )}
    </>
  );
}

/** Only what is there. */
function valuesOf({ input, returnValue, exports }: Step) {
  return [
    { label: "Input", value: input },
    { label: "Result", value: returnValue },
    { label: "Exports", value: exports },
  ].filter(({ value }) => !isNothing(value));
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === "object" && Object.keys(value).length === 0);
}
