import { itemCodeFor } from "../item-code/item-code.ts";
import type { ItemCodeMapping } from "../item-code/item-code.ts";
import type { ExpectedLine } from "./expected-goods.ts";
import { lineOf, rowKey } from "./return-document.ts";
import type { ReturnDocument, ReturnDocumentItem } from "./return-document.ts";
import type { ReturnsProfile } from "./returns-profile.ts";

/** One item row that a document should have. */
export interface WantedRow {
  readonly itemCode: string;
  readonly line: string | null;
  /** Fewest units the row should have: those not dealt with in Shopify yet. */
  readonly least: number;
  /** Most units the row may have: all that come back. */
  readonly most: number;
  readonly reason: string | null;
  readonly note: string | null;
}

export interface WantedRows {
  readonly rows: readonly WantedRow[];
  /** Titles of lines that nothing identifies in the warehouse. */
  readonly withoutItemCode: readonly string[];
}

/** A row to write, with its units. */
export interface RowWrite {
  readonly row: WantedRow;
  readonly quantity: number;
}

export interface RowDifference {
  readonly added: readonly RowWrite[];
  /** Rows of the document whose units change; 0 units: the row is not awaited any more. */
  readonly changed: readonly ReturnDocumentItem[];
}

/**
 * The rows a document should have. Lines that share an ItemCode are one row, unless the tenant keeps line ids.
 *
 * @param sentItemCodes - ItemCodes on the Sales Orders of the order: one that is not there cannot come back from it
 */
export function wantedRows(
  lines: readonly ExpectedLine[],
  sentItemCodes: ReadonlySet<string>,
  mapping: ItemCodeMapping,
  profile: Pick<ReturnsProfile, "usesLine">,
): WantedRows {
  const rows = new Map<string, WantedRow>();
  const withoutItemCode: string[] = [];
  for (const { line, units, outstanding, reason, note } of lines) {
    const itemCode = itemCodeFor(line, mapping);
    if (itemCode === null || !sentItemCodes.has(itemCode)) {
      withoutItemCode.push(itemCode === null ? line.title : `${line.title} (${itemCode})`);
      continue;
    }
    const row = { itemCode, line: lineOf(line.id, profile) };
    const before = rows.get(rowKey(row));
    rows.set(rowKey(row), {
      ...row,
      least: (before?.least ?? 0) + outstanding,
      most: (before?.most ?? 0) + units,
      reason: before?.reason ?? reason,
      note: before?.note ?? note,
    });
  }
  return { rows: [...rows.values()], withoutItemCode };
}

/** What must change on a document so that it has the wanted rows. Both lists empty: it has. */
export function rowDifference(wanted: readonly WantedRow[], has: readonly ReturnDocumentItem[]): RowDifference {
  const there = new Map(has.map((item) => [rowKey(item), item]));
  const meant = new Map(wanted.map((row) => [rowKey(row), row]));
  return {
    added: wanted
      .filter((row) => !there.has(rowKey(row)) && row.least > 0)
      .map((row) => ({ row, quantity: row.least })),
    changed: has
      .map((item) => {
        const row = meant.get(rowKey(item));
        return { ...item, quantity: row === undefined ? 0 : clamp(item.quantity, row.least, row.most) };
      })
      .filter(({ quantity }, index) => quantity !== has[index]?.quantity),
  };
}

/** A refund line that brings goods, as a document may announce it. */
export interface AnnounceableLine {
  readonly key: string;
  readonly lineId: string;
  readonly itemCode: string;
  readonly quantity: number;
}

/** Units per refund line that a document announces, spread over the refund's lines in the order given. */
export function announcedUnits(
  lines: readonly AnnounceableLine[],
  document: ReturnDocument,
  profile: Pick<ReturnsProfile, "usesLine">,
): [key: string, units: number][] {
  const left = new Map(document.items.map((item) => [rowKey(item), item.quantity]));
  return lines.map(({ key, lineId, itemCode, quantity }) => {
    const row = rowKey({ itemCode, line: lineOf(lineId, profile) });
    const open = left.get(row) ?? 0;
    const units = Math.min(quantity, open);
    left.set(row, open - units);
    return [key, units];
  });
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
