import { Group, Progress, Stack, Text } from "@mantine/core";
import type { Today } from "../../../../runtime/api/contract/today.ts";
import { Section } from "../../parts/section.tsx";
import { TextLink } from "../../parts/text-link.tsx";
import { durationInWords } from "../../words/durations.ts";
import classes from "./health.module.css";

interface RequestBudgetsProps {
  readonly budgets: Today["health"]["budgets"];
  readonly queue: Today["health"]["queue"];
}

const NEARLY_ALL = 0.8;

/** How much of what Peoplevox allows is used, and what waits. */
export function RequestBudgets({ budgets, queue: { waiting, running, oldestWaitMs } }: RequestBudgetsProps) {
  return (
    <Section title="Requests and queue">
      <Stack component="ul" gap="sm" className={classes.list}>
        {budgets.map(({ connection, used, limit, windowMs, waiting: requests }) => (
          <li key={connection}>
            <Group justify="space-between" wrap="nowrap" align="baseline">
              <TextLink to="/connections/$name" params={{ name: connection }} fw={580} className={classes.name}>
                {connection}
              </TextLink>
              <Text size="sm" c="dimmed" data-figures className={classes.keep}>
                {used} of {limit} in {windowMs / 1_000} s
              </Text>
            </Group>
            <Progress
              mt={6}
              aria-label={`Requests of ${connection}: ${used} of ${limit} used`}
              value={(100 * used) / Math.max(1, limit)}
              color={used / limit > NEARLY_ALL ? "amber" : "spruce"}
            />
            <Text size="sm" c="dimmed" mt={4}>
              {requests === 0
                ? "No request waits."
                : `${requests} ${requests === 1 ? "request waits" : "requests wait"}.`}
            </Text>
          </li>
        ))}
        <li>
          <Group justify="space-between" wrap="nowrap" align="baseline">
            <TextLink to="/runs" search={{ status: "waiting" }} fw={580}>
              {waiting} {waiting === 1 ? "run waits" : "runs wait"}
            </TextLink>
            <TextLink to="/runs" search={{ status: "running" }} size="sm">
              {running} running
            </TextLink>
          </Group>
          {oldestWaitMs !== null && (
            <Text size="sm" c="dimmed" mt={4}>
              The one due longest has waited {durationInWords(Math.max(0, oldestWaitMs))}.
            </Text>
          )}
        </li>
      </Stack>
    </Section>
  );
}
