import { readCell, type Column } from "./column.ts";
import type { Row } from "./template.ts";

export type CellsReading =
  { readonly ok: true; readonly stored: Row } | { readonly ok: false; readonly reason: string };

/** Checks every cell of a row; the reason lists all that are wrong. */
export function readCells(columns: readonly Column[], cells: Row): CellsReading {
  const stored: Record<string, string> = {};
  const reasons: string[] = [];
  for (const column of columns) {
    const cell = cells[column.name];
    if (cell === undefined) continue;
    const reading = readCell(column, cell);
    if (reading.ok) stored[column.name] = reading.stored;
    else reasons.push(reading.reason);
  }
  return reasons.length === 0 ? { ok: true, stored } : { ok: false, reason: reasons.join("; ") };
}
