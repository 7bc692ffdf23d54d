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
    line: profile.usesLine ? item.lineIds[0] : null,
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
  return rowsOf(desired, profile).find((fresh) => fresh.itemCode === itemCode) as ItemWrite;
}

/** Rows as they should stand after taking `surplus` units away; only rows that change. */
function lowered(rows: readonly SalesOrderItem[], surplus: number): SalesOrderItem[] {
  const fromTheLast = rows.toReversed();
  const keepingOne = takeAway(fromTheLast, surplus, 1);
  const after = takeAway(keepingOne.rows, keepingOne.open, 0);
  return after.rows.filter((row, index) => row.quantityOrdered !== fromTheLast[index]?.quantityOrdered).toReversed();
}

/** Takes `open` units from the rows in turn, leaving at least `floor` on each; says how many could not be taken. */
function takeAway(
  rows: readonly SalesOrderItem[],
  open: number,
  floor: number,
): { rows: SalesOrderItem[]; open: number } {
  let left = open;
  const after = rows.map((row) => {
    const taken = Math.min(left, Math.max(0, row.quantityOrdered - floor));
    left -= taken;
    return { ...row, quantityOrdered: row.quantityOrdered - taken };
  });
  return { rows: after, open: left };
}

function hasTwins(rows: readonly SalesOrderItem[]): boolean {
  const keys = rows.map(({ line }) => line ?? "");
  return new Set(keys).size < keys.length;
}
