import { ActionIcon, Button, Group, Stack, Text } from "@mantine/core";
import { ArrowDownIcon, ArrowUpIcon, PlusIcon, TrashIcon } from "@radix-ui/react-icons";
import type { ReactNode } from "react";
import { useRestLater } from "./use-rest-later.ts";
import classes from "./row-list.module.css";

/** A row is a form by itself: these fill a screen. */
const ROWS_AT_FIRST = 3;

interface RowListProps<Row> {
  /** What one row is, such as "owner rule"; its buttons are called "Remove owner rule 2". */
  readonly noun: string;
  /** On the button for one more, such as "Add a rule". */
  readonly add: string;
  readonly rows: readonly Row[];
  readonly onChange: (rows: readonly Row[]) => void;
  /** What a new row holds. */
  readonly fresh: () => Row;
  readonly row: (row: Row, index: number, set: (row: Row) => void) => ReactNode;
  /** What no row at all means. */
  readonly empty: string;
  readonly disabled?: boolean;
  /** The first row that fits counts, so that people move them. */
  readonly ordered?: boolean;
}

/** Rows of a form that are added, removed and, where their order counts, moved. */
export function RowList<Row>(props: RowListProps<Row>) {
  const { noun, add, rows, onChange, fresh, row, empty, disabled = false, ordered = false } = props;
  const made = useRestLater(ROWS_AT_FIRST);
  const move = (from: number, to: number): void => {
    const moved = rows.toSpliced(from, 1);
    const [one] = rows.slice(from);
    onChange(one === undefined ? rows : moved.toSpliced(to, 0, one));
  };
  const button = (does: string, index: number, Icon: typeof TrashIcon, off: boolean, act: () => void) => (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={32}
      aria-label={`${does} ${noun} ${index + 1}`}
      disabled={off}
      onClick={act}
    >
      <Icon aria-hidden />
    </ActionIcon>
  );
  return (
    <Stack gap="xs">
      {rows.length === 0 && (
        <Text size="sm" c="dimmed">
          {empty}
        </Text>
      )}
      {rows.length > 0 && (
        <ol className={classes.rows}>
          {rows.slice(0, made).map((each, index) => (
            <li key={index} className={classes.row}>
              <div className={classes.fields}>{row(each, index, (next) => onChange(rows.with(index, next)))}</div>
              {!disabled && (
                <div className={classes.buttons}>
                  {ordered && (
                    <>
                      {button("Move up", index, ArrowUpIcon, index === 0, () => move(index, index - 1))}
                      {button("Move down", index, ArrowDownIcon, index === rows.length - 1, () =>
                        move(index, index + 1),
                      )}
                    </>
                  )}
                  {button("Remove", index, TrashIcon, false, () => onChange(rows.toSpliced(index, 1)))}
                </div>
              )}
            </li>
          ))}
        </ol>
      )}
      {!disabled && (
        <Group>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<PlusIcon aria-hidden />}
            onClick={() => onChange([...rows, fresh()])}
          >
            {add}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
