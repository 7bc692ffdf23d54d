import { Checkbox } from "@mantine/core";
import { useRef } from "react";
import type { ReactNode } from "react";
import { useRestLater } from "./use-rest-later.ts";
import { useRowKeys } from "./use-row-keys.ts";
import classes from "./data-table.module.css";

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** CSS, such as `9rem`; without it the column takes what is left. */
  readonly width?: string;
  readonly align?: "right";
  /**
   * Where the cell goes on a phone, where a row is a card: `head` at its top, `aside` at the end of its top line,
   * `body` below, `hidden` not at all.
   *
   * @defaultValue body
   */
  readonly phone?: "head" | "aside" | "body" | "hidden";
}

/** Rows a person has chosen, for acts on many. */
export interface Selection {
  readonly keys: ReadonlySet<string>;
  readonly onChange: (keys: ReadonlySet<string>) => void;
}

/** More rows than a screen shows of any table. */
const ROWS_AT_FIRST = 25;

interface DataTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** What a row is called when it is read out: "Select #1004". */
  readonly rowName?: (row: Row) => string;
  readonly selection?: Selection;
  readonly dimmed?: boolean;
}

/** A table that becomes a list of cards on a phone. Roles are written out, since cards are no table to a browser. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, rowName = rowKey, selection, dimmed = false } = props;
  const table = useRef<HTMLTableElement>(null);
  useRowKeys(table);
  const shown = rows.slice(0, useRestLater(ROWS_AT_FIRST));
  const toggle = (key: string): void => {
    const keys = new Set(selection?.keys);
    if (!keys.delete(key)) keys.add(key);
    selection?.onChange(keys);
  };
  const allChosen = rows.length > 0 && rows.every((row) => selection?.keys.has(rowKey(row)) === true);
  return (
    <table ref={table} role="table" aria-label={label} aria-busy={dimmed} className={classes.table}>
      <thead role="rowgroup" className={classes.head}>
        <tr role="row">
          {selection !== undefined && (
            <th role="columnheader" scope="col" className={classes.check}>
              <Checkbox
                size="xs"
                aria-label="Select all shown"
                checked={allChosen}
                indeterminate={!allChosen && selection.keys.size > 0}
                onChange={() => selection.onChange(new Set(allChosen ? [] : rows.map(rowKey)))}
              />
            </th>
          )}
          {columns.map(({ key, title, width, align }) => (
            <th key={key} role="columnheader" scope="col" style={{ width }} data-align={align}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {shown.map((row) => (
          <tr
            key={rowKey(row)}
            role="row"
            className={classes.row}
            data-row-key={rowKey(row)}
            data-selectable={selection === undefined ? undefined : true}
            aria-selected={selection?.keys.has(rowKey(row))}
          >
            {selection !== undefined && (
              <td role="cell" className={classes.check}>
                <Checkbox
                  size="xs"
                  data-row-check
                  aria-label={`Select ${rowName(row)}`}
                  checked={selection.keys.has(rowKey(row))}
                  onChange={() => toggle(rowKey(row))}
                />
              </td>
            )}
            {columns.map(({ key, cell, align, phone = "body" }) => (
              <td key={key} role="cell" data-align={align} data-phone={phone}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
