import { Group, Text } from "@mantine/core";
import type { DryRun } from "../../../../../runtime/api/contract/editing.ts";
import { Folded } from "../../../parts/folded.tsx";
import { JsonTree } from "../../../parts/json-tree.tsx";
import { StatusBadge } from "../../../parts/status-badge.tsx";
import type { StateWords } from "../../../words/tones.ts";
import classes from "./try-view.module.css";

type Step = DryRun["steps"][number];

const STATUS: Readonly<Record<Step["status"], StateWords>> = {
  succeeded: { label: "Done", tone: "good" },
  failed: { label: "Failed", tone: "bad" },
  skipped: { label: "Skipped", tone: "quiet" },
  reused: { label: "From that run", tone: "busy" },
  "not-reached": { label: "Not reached", tone: "quiet" },
};

/** One step of a dry run: what it said, and folded what it read and gave. */
export function DryStep({ step }: { readonly step: Step }) {
  const { namespace, status, summary, error, input, returnValue, logs } = step;
  const values = [
    { label: "Input", value: input },
    { label: "Result", value: returnValue },
  ].filter(({ value }) => value !== null && value !== undefined);
  return (
    <li>
      <Group gap="xs">
        <StatusBadge {...STATUS[status]} />
        <Text fw={600}>{namespace}</Text>
        <Text size="sm" c="dimmed">
          {step.uses}
        </Text>
      </Group>
      <Text size="sm" mt={4}>
        {summary}
      </Text>
      {error !== null && error.message !== summary && (
        <Text size="sm" c="brick">
          {error.message}
        </Text>
      )}
      {values.map(({ label, value }) => (
        <Folded key={label} label={label}>
          <JsonTree value={value} of={`${label} of ${namespace}`} />
        </Folded>
      ))}
      {logs.length > 0 && (
        <Folded label={`Log (${logs.length})`}>
          <pre className={classes.content}>{logs.map(({ level, text }) => `${level} ${text}`).join("\n")}</pre>
        </Folded>
      )}
    </li>
  );
}
