import { Button, Group, Paper, Text } from "@mantine/core";
import type { ExceptionItem } from "../../../../runtime/api/contract/exceptions.ts";
import { ACTS } from "../../words/exception-acts.ts";
import type { ActWords } from "../../words/exception-acts.ts";
import classes from "./bulk-bar.module.css";

interface BulkBarProps {
  readonly chosen: readonly ExceptionItem[];
  readonly onAct: (act: ActWords, on: readonly ExceptionItem[]) => void;
  readonly onClear: () => void;
}

const FOR_OPEN = ACTS.filter(({ act }) =>
  ["take", "resolve", "snooze", "assign", "note", "retry", "stop-parcel"].includes(act),
);

/** What can be done with all that are selected; over everything at the foot of the window, so that nothing moves. */
export function BulkBar({ chosen, onAct, onClear }: BulkBarProps) {
  if (chosen.length === 0) return null;
  return (
    <Paper className={classes.bar} role="region" aria-label="What to do with the selected ones" shadow="md">
      <Text fw={620} className={classes.count} role="status">
        {chosen.length} selected
      </Text>
      <Group gap={6}>
        {FOR_OPEN.map((words) => (
          <Button
            key={words.act}
            size="compact-sm"
            variant={words.act === "take" ? "filled" : "default"}
            onClick={() => onAct(words, chosen)}
          >
            {words.label}
          </Button>
        ))}
        <Button size="compact-sm" variant="subtle" onClick={onClear}>
          Select none
        </Button>
      </Group>
    </Paper>
  );
}
