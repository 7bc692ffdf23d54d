import type { RowSource } from "../../warehouse/order-writes.ts";
import { readCells } from "./read-cells.ts";
import type { Column } from "./column.ts";
import type { Row, RowOutcome, Template } from "./template.ts";

export interface TableTemplate extends Template {
  find(...key: readonly string[]): Row | undefined;
  /** Changes a stored row from inside the sandbox. */
  put(row: Row): void;
}

export interface TableOptions {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly keys: readonly string[];
  /** Columns that make the key, where they are not `keys`: a row of another key is another row. */
  identity?(row: Row): string[];
  /** Why a row cannot be stored, or `null`: references to other records, values that must be unique. */
  check?(row: Row, existing: Row | undefined): string | null;
  /** Values a new row starts with. */
  defaults?(): Row;
  /** Values worked out when the row is read. */
  derived?(row: Row): Row;
  /** What becomes of a row that is removed; `null` takes it out. By default it is taken out. */
  removed?(row: Row): Row | null;
}

/** A template over a plain table: insert or update by key, only the columns that were sent. */
export function createTableTemplate(options: TableOptions): TableTemplate {
  const { name, columns, keys } = options;
  const rows = new Map<string, Row>();
  const identity = options.identity ?? ((row: Row): string[] => keys.map((key) => row[key] ?? ""));
  const keyText = (parts: readonly string[]): string => JSON.stringify(parts.map((part) => part.toLowerCase()));
  const referenceOf = (cells: Row): string => keys.map((key) => cells[key] ?? "").join(" - ");
  const readable = (row: Row): Row => ({ ...row, ...options.derived?.(row) });

  const save = (cells: Row, _source: RowSource): RowOutcome => {
    const reference = referenceOf(cells);
    const reading = readCells(columns, cells);
    if (!reading.ok) return { reference, error: reading.reason };
    const key = keyText(identity(reading.stored));
    const existing = rows.get(key);
    const missing = columns.find((column) => column.required && reading.stored[column.name] === undefined);
    if (existing === undefined && missing !== undefined) {
      return { reference, error: `${missing.name} : A value is required` };
    }
    const row = { ...(existing ?? options.defaults?.()), ...reading.stored };
    const error = options.check?.(row, existing) ?? null;
    if (error === null) rows.set(key, row);
    return { reference, error };
  };

  const remove = (cells: Row): RowOutcome => {
    const reference = referenceOf(cells);
    const key = keyText(identity(cells));
    const row = rows.get(key);
    if (row === undefined) return { reference, error: `${name} : '${reference}' does not exist` };
    rows.delete(key);
    const leftBehind = options.removed?.(row) ?? null;
    if (leftBehind !== null) rows.set(keyText(identity(leftBehind)), leftBehind);
    return { reference, error: null };
  };

  return {
    name,
    columns,
    keys,
    *rows() {
      for (const row of rows.values()) yield readable(row);
    },
    save,
    remove,
    find(...key) {
      const row = rows.get(keyText(key));
      return row === undefined ? undefined : readable(row);
    },
    put: (row) => rows.set(keyText(identity(row)), row),
  };
}
