import { Group, Stack, Text } from "@mantine/core";
import type { Today } from "../../../../runtime/api/contract/today.ts";
import { Section } from "../../parts/section.tsx";
import { TextLink } from "../../parts/text-link.tsx";
import { Time } from "../../parts/time.tsx";
import classes from "./health.module.css";

/** Until when a change can still reach its parcel, and how many parcels are wrong by then. */
export function CutOffs({ cutOffs }: { readonly cutOffs: Today["cutOffs"] }) {
  return (
    <Section title="Next courier cut-offs">
      {cutOffs.length === 0 ? (
        <Text size="sm" c="dimmed">
          No courier schedule is set. With one, this shows until when changes can be made and which parcels are at risk.
          It is set at the trigger of{" "}
          <TextLink underline="always" to="/recipes/$name" params={{ name: "watch-sync-gaps" }}>
            the recipe that watches for gaps
          </TextLink>
          .
        </Text>
      ) : (
        <Stack component="ul" gap="sm" className={classes.list}>
          {cutOffs.map(({ at, collectionAt, label, parcelsAtRisk }) => (
            <li key={`${label} ${at}`}>
              <Group justify="space-between" wrap="nowrap" align="baseline">
                <Text fw={580}>{label}</Text>
                <Text fw={580}>
                  <Time value={at} relative />
                </Text>
              </Group>
              <Group justify="space-between" wrap="nowrap" align="baseline" gap="xs">
                <Text size="sm" c="dimmed">
                  <Time value={at} timeOnly />, collected <Time value={collectionAt} timeOnly />
                </Text>
                {parcelsAtRisk === 0 ? (
                  <Text size="sm" c="dimmed" className={classes.keep}>
                    none at risk
                  </Text>
                ) : (
                  <TextLink to="/exceptions" search={{ dueBefore: at }} size="sm" fw={580} className={classes.keep}>
                    {parcelsAtRisk} at risk
                  </TextLink>
                )}
              </Group>
            </li>
          ))}
        </Stack>
      )}
    </Section>
  );
}
