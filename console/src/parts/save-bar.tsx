import { Button, Group } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./save-bar.module.css";

interface SaveBarProps {
  /** The act itself, such as "Save the profile". */
  readonly save: string;
  readonly busy: boolean;
  readonly edited: boolean;
  readonly onUndo: () => void;
  /** Why it was not saved. */
  readonly children?: ReactNode;
}

/** The end of a long form: always in reach, so that nobody scrolls to save. */
export function SaveBar({ save, busy, edited, onUndo, children }: SaveBarProps) {
  return (
    <div className={classes.bar} data-edited={edited || undefined}>
      {children}
      <Group>
        <Button type="submit" loading={busy} disabled={!edited}>
          {save}
        </Button>
        <Button variant="default" disabled={!edited} onClick={onUndo}>
          Undo the changes
        </Button>
      </Group>
    </div>
  );
}
