import { Group, Stack, Text } from "@mantine/core";
import type { Today } from "../../../../runtime/api/contract/today.ts";
import { Section } from "../../parts/section.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { TextLink } from "../../parts/text-link.tsx";
import { Time } from "../../parts/time.tsx";
import type { StateWords } from "../../words/tones.ts";
import classes from "./health.module.css";

type Webhook = Today["health"]["webhooks"][number];

const STATES = {
  active: { label: "Listening", tone: "good" },
  starting: { label: "Starting", tone: "busy" },
  failed: { label: "Failed", tone: "bad" },
} as const satisfies Record<Webhook["state"], StateWords>;

/** Whether recipes hear of changes, and when they last did. */
export function Webhooks({ webhooks }: { readonly webhooks: readonly Webhook[] }) {
  return (
    <Section title="Triggers and webhooks">
      {webhooks.length === 0 ? (
        <Text size="sm" c="dimmed">
          No recipe is on.{" "}
          <TextLink underline="always" to="/recipes">
            Switch one on
          </TextLink>{" "}
          to hear of changes.
        </Text>
      ) : (
        <Stack component="ul" gap="sm" className={classes.list}>
          {webhooks.map(({ id, recipe, state, because, lastEventAt }) => (
            <li key={id}>
              <Group justify="space-between" wrap="nowrap">
                <TextLink to="/runs" search={{ recipe }} fw={580} className={classes.name}>
                  {recipe}
                </TextLink>
                <StatusBadge {...STATES[state]} />
              </Group>
              <Text size="sm" c="dimmed">
                {lastEventAt === null ? (
                  "Nothing heard yet"
                ) : (
                  <>
                    Last heard <Time value={lastEventAt} relative />
                  </>
                )}
                {because === "" ? "" : `. ${because}`}
              </Text>
            </li>
          ))}
        </Stack>
      )}
    </Section>
  );
}
