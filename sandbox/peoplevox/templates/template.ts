import type { RowSource } from "../../warehouse/order-writes.ts";
import type { SearchField } from "../search/compile.ts";
import { searchTypeOf, searchValueOf, type Column } from "./column.ts";

/** Stored texts by documented column name. */
export type Row = Readonly<Record<string, string>>;

/** How one row of a SaveData fared: its reference in the answer, and why it was refused or `null`. */
export interface RowOutcome {
  readonly reference: string;
  readonly error: string | null;
}

/** One integration template: what can be read, saved and removed through it. */
export interface Template {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Columns without which a row says nothing. */
  readonly keys: readonly string[];
  rows(): Iterable<Row>;
  /** @param cells - Raw texts by documented column name; only the columns that were sent */
  save(cells: Row, source: RowSource): RowOutcome;
  /** Action 2. */
  remove(cells: Row, source: RowSource): RowOutcome;
  /** Writes a refused row down, where a journal is kept. */
  noteRefusal?(cells: Row, source: RowSource, reason: string): void;
  /** Fields of search clauses; by default the columns. */
  searchFields?(): SearchField<Row>[];
}

/** Search fields of a template's columns. */
export function columnFields(columns: readonly Column[]): SearchField<Row>[] {
  return columns.map((column) => ({
    name: column.name,
    type: searchTypeOf(column),
    value: (row) => searchValueOf(column, row[column.name] ?? ""),
  }));
}
