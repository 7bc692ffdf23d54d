import { Group, Stack, Text } from "@mantine/core";
import type { Today } from "../../../../runtime/api/contract/today.ts";
import { Section } from "../../parts/section.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { TextLink } from "../../parts/text-link.tsx";
import { Time } from "../../parts/time.tsx";
import type { StateWords } from "../../words/tones.ts";
import classes from "./health.module.css";

type Connection = Today["health"]["connections"][number];

const STATES = {
  ok: { label: "Fine", tone: "good" },
  failing: { label: "Away", tone: "bad" },
  trying: { label: "Being tried", tone: "look" },
  paused: { label: "Paused", tone: "look" },
  unknown: { label: "Not used yet", tone: "quiet" },
} as const satisfies Record<Connection["state"], StateWords>;

/** Whether the systems answer, as the latest requests found. */
export function Connections({ connections }: { readonly connections: readonly Connection[] }) {
  return (
    <Section title="Connections">
      {connections.length === 0 ? (
        <Text size="sm" c="dimmed">
          There is none yet. LastEdit needs a shop and a Peoplevox.{" "}
          <TextLink underline="always" to="/connections">
            Add them
          </TextLink>
        </Text>
      ) : (
        <Stack component="ul" gap="sm" className={classes.list}>
          {connections.map(({ name, type, state, because, since, nextTryAt }) => (
            <li key={name}>
              <Group justify="space-between" wrap="nowrap">
                <Text className={classes.name}>
                  <TextLink to="/connections" fw={580}>
                    {name}
                  </TextLink>{" "}
                  <Text span size="sm" c="dimmed">
                    {type}
                  </Text>
                </Text>
                <StatusBadge {...STATES[state]} />
              </Group>
              {because !== "" && (
                <Text size="sm" mt={4}>
                  {because}
                </Text>
              )}
              {state !== "ok" && since !== null && (
                <Text size="xs" c="dimmed">
                  Since <Time value={since} relative />
                  {nextTryAt !== null && (
                    <>
                      , next try <Time value={nextTryAt} relative />
                    </>
                  )}
                </Text>
              )}
            </li>
          ))}
        </Stack>
      )}
    </Section>
  );
}
