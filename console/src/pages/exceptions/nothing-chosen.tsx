import { Group, Kbd, Paper, Stack, Text, Title } from "@mantine/core";
import { LIST_SHORTCUTS, QUEUE_SHORTCUTS } from "../../app/shell/shortcuts.ts";
import classes from "./nothing-chosen.module.css";

const KEYS = [...LIST_SHORTCUTS, ...QUEUE_SHORTCUTS].map(({ keys: [key], does }) => ({ key, does }));

/** Beside the queue before one is opened: how to work through it. */
export function NothingChosen() {
  return (
    <Paper p="xl">
      <Stack align="center" gap="md">
        <Title order={2}>Open one to see what to do</Title>
        <Text c="dimmed" ta="center" maw={420}>
          Both versions of the order, what happened, what was and was not changed, and until when it matters.
        </Text>
        <ul className={classes.keys}>
          {KEYS.map(({ key, does }) => (
            <Group component="li" key={key} gap="sm" wrap="nowrap">
              <Kbd>{key}</Kbd>
              <Text size="sm">{does}</Text>
            </Group>
          ))}
        </ul>
      </Stack>
    </Paper>
  );
}
