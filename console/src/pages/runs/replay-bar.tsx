import { Button, Group, Paper, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import classes from "../exceptions/bulk-bar.module.css";

interface ReplayBarProps {
  readonly chosen: ReadonlySet<string>;
  readonly onClear: () => void;
}

/** What can be done with the runs that are selected; at the foot of the window, so that nothing moves. */
export function ReplayBar({ chosen, onClear }: ReplayBarProps) {
  const navigate = useNavigate();
  if (chosen.size === 0) return null;
  return (
    <Paper className={classes.bar} role="region" aria-label="What to do with the selected ones" shadow="md">
      <Text fw={620} className={classes.count} role="status">
        {chosen.size} selected
      </Text>
      <Group gap={6}>
        <Button
          size="compact-sm"
          onClick={() => void navigate({ to: "/replays/new", search: { ids: [...chosen].join(",") } })}
        >
          Replay
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={onClear}>
          Select none
        </Button>
      </Group>
    </Paper>
  );
}
