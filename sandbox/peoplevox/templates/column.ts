import type { Value, ValueType } from "../search/compile.ts";
import { formatStoredDate, parseDate } from "../wall-clock.ts";

/** One column of an integration template. */
export interface Column {
  readonly name: string;
  readonly type: "text" | "whole" | "decimal" | "flag" | "date";
  /** Longest text, in characters. */
  readonly maxLength: number;
  readonly required: boolean;
  /** Exported, but not part of the save template. */
  readonly readOnly: boolean;
  /** The only texts taken, whatever their case. */
  readonly oneOf?: readonly string[];
}

const column = (name: string, type: Column["type"], maxLength: number): Column => ({
  name,
  type,
  maxLength,
  required: false,
  readOnly: false,
});

export const text = (name: string, maxLength = 500): Column => column(name, "text", maxLength);
export const whole = (name: string): Column => column(name, "whole", 11);
export const decimal = (name: string): Column => column(name, "decimal", 30);
export const flag = (name: string): Column => column(name, "flag", 5);
export const date = (name: string): Column => column(name, "date", 40);
export const required = (of: Column): Column => ({ ...of, required: true });
export const readOnly = (of: Column): Column => ({ ...of, readOnly: true });
export const oneOf = (name: string, ...values: readonly string[]): Column => ({ ...text(name, 50), oneOf: values });

/** `Attribute1` … */
export const attributes = (count: number): Column[] =>
  Array.from({ length: count }, (_, index) => text(`Attribute${index + 1}`));

/** A cell as it will be stored, or why it is refused. */
export type CellReading =
  { readonly ok: true; readonly stored: string } | { readonly ok: false; readonly reason: string };

/** Checks a cell and brings it into the form it is stored in. A blank cell is a blank value. */
export function readCell(of: Column, cell: string): CellReading {
  const trimmed = cell.trim();
  const refused = (expected: string): CellReading => ({
    ok: false,
    reason: `${of.name} : '${cell}' is not valid, expected ${expected}`,
  });
  if (trimmed === "") {
    if (of.required) return { ok: false, reason: `${of.name} : A value is required` };
    return { ok: true, stored: of.type === "flag" ? "False" : "" };
  }
  if (cell.length > of.maxLength) return refused(`at most ${of.maxLength} characters`);
  switch (of.type) {
    case "text": {
      if (of.oneOf === undefined) return { ok: true, stored: cell };
      const value = of.oneOf.find((candidate) => candidate.toLowerCase() === trimmed.toLowerCase());
      return value === undefined ? refused(of.oneOf.join(" or ")) : { ok: true, stored: value };
    }
    case "whole":
      return /^\d{1,9}$/.test(trimmed) ? { ok: true, stored: String(Number(trimmed)) } : refused("a whole number");
    case "decimal":
      return /^-?\d+(?:\.\d+)?$/.test(trimmed) ? { ok: true, stored: trimmed } : refused("a decimal number");
    case "flag": {
      const yes = /^(?:true|1)$/i.test(trimmed);
      return yes || /^(?:false|0)$/i.test(trimmed)
        ? { ok: true, stored: yes ? "True" : "False" }
        : refused("true or false");
    }
    case "date": {
      const value = parseDate(trimmed);
      return value === null ? refused("yyyy-MM-dd HH:mm:ss") : { ok: true, stored: formatStoredDate(value) };
    }
  }
}

const VALUE_TYPES: Readonly<Record<Column["type"], ValueType>> = {
  text: "text",
  whole: "number",
  decimal: "number",
  flag: "flag",
  date: "date",
};

/** What the column's values compare as in a search clause. */
export function searchTypeOf(of: Column): ValueType {
  return VALUE_TYPES[of.type];
}

/** A stored text as a value to compare; `null` where a number or date is blank. */
export function searchValueOf(of: Column, stored: string): Value {
  if (of.type === "text") return stored;
  if (of.type === "flag") return stored === "True";
  if (stored === "") return null;
  return of.type === "date" ? parseDate(stored) : Number(stored);
}
