import type { ItemDifference } from "../sales-order/difference.ts";
import type { DesiredSalesOrder } from "../sales-order/desired-sales-order.ts";
import type { SalesOrderItem } from "../sales-order/sales-order.ts";
import type { TenantProfile } from "../sales-order/tenant-profile.ts";

/** An item row to write, with the price for a row that is new. */
export interface ItemWrite extends SalesOrderItem {
  readonly unitPrice?: string;
}

/** Row writes that turn the observed lines into the desired ones, where the tenant lets lines be removed. */
export interface ItemOperations {
  readonly writes: readonly ItemWrite[];
  readonly removals: readonly SalesOrderItem[];
  /** Two rows have the same key, so Peoplevox could not tell which one a write means. */
  readonly ambiguous: boolean;
}

/**
 * Works out the fewest row changes: an ItemCode that grows raises its first row, one that shrinks lowers its last
 * rows first and removes a row only when not even one unit is left for it.
 */
export function itemOperations(
  differences: readonly ItemDifference[],
  observed: readonly SalesOrderItem[],
  desired: DesiredSalesOrder,
  profile: Pick<TenantProfile, "usesLine">,
): ItemOperations {
  const writes: ItemWrite[] = [];
  const removals: SalesOrderItem[] = [];
  let ambiguous = false;
  for (const { itemCode, from, to } of differences) {
    const rows = observed.filter((row) => row.itemCode === itemCode);
    ambiguous ||= hasTwins(rows);
    const live = rows.filter((row) => row.quantityOrdered > 0);
    if (to > from) writes.push(raised(live[0] ?? rows[0], to - from, itemCode, desired, profile));
    else for (const row of lowered(live, from - to)) (row.quantityOrdered === 0 ? removals : writes).push(row);
  }
  return { writes, removals, ambiguous };
}

/** All rows of a Sales Order that is to be created. */
export function rowsOf(desired: DesiredSalesOrder, profile: Pick<TenantProfile, "usesLine">): ItemWrite[] {
  return desired.items.map((item) => ({
    itemCode: item.itemCode,
    quantityOrdered: item.quantity,
    line: profile.usesLine ? (item.lineIds[0] ?? null) : null,
    unitPrice: item.unitPrice,
  }));
}

function raised(
  row: SalesOrderItem | undefined,
  units: number,
  itemCode: string,
  desired: DesiredSalesOrder,
  profile: Pick<TenantProfile, "usesLine">,
): ItemWrite {
  if (row !== undefined) return { ...row, quantityOrdered: row.quantityOrdered + units };
  const fresh = rowsOf(desired, profile).find((candidate) => candidate.itemCode === itemCode);
  return { itemCode, line: null, ...fresh, quantityOrdered: units };
}

/** Rows as they should stand after taking `surplus` units away; only rows that change. */
function lowered(rows: readonly SalesOrderItem[], surplus: number): SalesOrderItem[] {
  const left = rows.map((row) => row.quantityOrdered);
  let open = surplus;
  for (const floor of [1, 0]) {
    for (let index = rows.length - 1; index >= 0 && open > 0; index -= 1) {
      const take = Math.min(open, Math.max(0, (left[index] ?? 0) - floor));
      left[index] = (left[index] ?? 0) - take;
      open -= take;
    }
  }
  return rows
    .map((row, index) => ({ ...row, quantityOrdered: left[index] ?? 0 }))
    .filter((row, index) => row.quantityOrdered !== rows[index]?.quantityOrdered);
}

function hasTwins(rows: readonly SalesOrderItem[]): boolean {
  const keys = rows.map(({ line }) => line ?? "");
  return new Set(keys).size < keys.length;
}
