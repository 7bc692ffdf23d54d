import type { OrderLine } from "../sales-order/order-snapshot.ts";
import { unitsForWarehouse } from "../sales-order/units-for-warehouse.ts";
import { itemCodeFor } from "./item-code.ts";
import type { ItemCodeMapping } from "./item-code.ts";

/** Whether the warehouse can pick a line. */
export type SkuVerdict = "known" | "unknown" | "deactivated" | "no-sku";

/** One order line, checked against the warehouse's ItemCodes. */
export interface CheckedSku {
  readonly lineId: string;
  readonly sku: string | null;
  readonly title: string;
  /** What the mapping made of the SKU; `null` when there is nothing to map. */
  readonly itemCode: string | null;
  readonly verdict: SkuVerdict;
}

/** What the warehouse knows of an ItemCode. */
export interface KnownItem {
  readonly deactivated: boolean;
}

/** ItemCodes the lines need, once each, in the order of the lines. */
export function itemCodesOf(lines: readonly OrderLine[], mapping: ItemCodeMapping): string[] {
  const codes = lines.filter((line) => unitsForWarehouse(line) > 0).map((line) => itemCodeFor(line, mapping));
  return [...new Set(codes.filter((code) => code !== null))];
}

/**
 * Says for each line that the warehouse must send whether it can: lines that ship nothing are left out.
 *
 * @param known - Items the warehouse has, by exact ItemCode; upper and lower case matter
 */
export function checkSkus(
  lines: readonly OrderLine[],
  mapping: ItemCodeMapping,
  known: ReadonlyMap<string, KnownItem>,
): CheckedSku[] {
  return lines
    .filter((line) => unitsForWarehouse(line) > 0)
    .map((line) => {
      const itemCode = itemCodeFor(line, mapping);
      return { lineId: line.id, sku: line.sku, title: line.title, itemCode, verdict: verdictOf(itemCode, known) };
    });
}

function verdictOf(itemCode: string | null, known: ReadonlyMap<string, KnownItem>): SkuVerdict {
  if (itemCode === null) return "no-sku";
  const item = known.get(itemCode);
  if (item === undefined) return "unknown";
  return item.deactivated ? "deactivated" : "known";
}

/**
 * The warehouse's ItemCodes that look most like an unknown one, best first.
 *
 * Letters are compared without case, blanks and punctuation, then by how many single-letter edits lie between.
 */
export function suggestItemCodes(itemCode: string, candidates: readonly string[], limit: number): string[] {
  const wanted = bare(itemCode);
  return candidates
    .map((candidate) => ({ candidate, distance: editDistance(wanted, bare(candidate)) }))
    .filter(({ distance }) => distance <= Math.max(2, Math.floor(wanted.length / 3)))
    .sort((a, b) => a.distance - b.distance || a.candidate.localeCompare(b.candidate, "en"))
    .slice(0, limit)
    .map(({ candidate }) => candidate);
}

function bare(code: string): string {
  return code.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** Levenshtein distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  let corner = b.length;
  for (const [i, letter] of Array.from(a).entries()) {
    let [left, aboveLeft] = [i + 1, i];
    row = row.map((above, column) => {
      if (column > 0) left = Math.min(above + 1, left + 1, aboveLeft + (letter === b[column - 1] ? 0 : 1));
      aboveLeft = above;
      return left;
    });
    corner = left;
  }
  return corner;
}
