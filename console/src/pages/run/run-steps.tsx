import { Text } from "@mantine/core";
import type { RunDetail } from "../../../../runtime/api/contract/runs.ts";
import { DurationText } from "../../parts/duration-text.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { Section } from "../../parts/section.tsx";
import { Timeline } from "../../parts/timeline.tsx";
import { STEP_STATUS } from "../../words/run-states.ts";
import { RunStepBody } from "./run-step-body.tsx";

/** The steps in the order in which they began; each try is one. */
export function RunSteps({ run: { steps } }: { readonly run: RunDetail }) {
  const attempts = new Set(steps.map(({ attempt }) => attempt)).size;
  return (
    <Section title="Steps">
      {steps.length === 0 ? (
        <EmptyState title="No step has begun" hint="The run waits for its turn." />
      ) : (
        <Timeline
          label="Steps"
          items={steps.map((step) => ({
            key: step.id,
            tone: STEP_STATUS[step.status].tone,
            title: (
              <>
                <Text span fw={620}>
                  {step.namespace}
                </Text>{" "}
                <Text span size="sm" c="dimmed">
                  {step.uses}
                  {attempts > 1 ? ` · attempt ${step.attempt}` : ""}
                  {step.status === "succeeded" ? "" : ` · ${STEP_STATUS[step.status].label.toLowerCase()}`}
                </Text>
              </>
            ),
            aside: <DurationText ms={step.durationMs} />,
            children: <RunStepBody step={step} />,
          }))}
        />
      )}
    </Section>
  );
}
