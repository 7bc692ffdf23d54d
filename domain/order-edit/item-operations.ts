import type { DesiredItem } from "../sales-order/desired-items.ts";
import type { DesiredSalesOrder } from "../sales-order/desired-sales-order.ts";
import type { Scope } from "../sales-order/difference.ts";
import { differingTexts, matchItems } from "../sales-order/match-items.ts";
import type { ItemMatch } from "../sales-order/match-items.ts";
import type { SalesOrderItem, SalesOrderItemFields } from "../sales-order/sales-order.ts";
import type { TenantProfile } from "../sales-order/tenant-profile.ts";

/** An item row to write, with the price for a row that is new. */
export interface ItemWrite extends SalesOrderItem {
  readonly unitPrice?: string;
  /** The quantity stays as it is and is not sent. */
  readonly textsOnly?: true;
}

/** Row writes that turn the observed lines into the desired ones, where the tenant lets lines be removed. */
export interface ItemOperations {
  readonly writes: readonly ItemWrite[];
  readonly removals: readonly SalesOrderItem[];
  /** Two rows have the same key, so Peoplevox could not tell which one a write means. */
  readonly ambiguous: boolean;
}

/**
 * Works out the fewest row changes: an item that grows raises its first row, one that shrinks lowers its last rows first
 * and removes a row only when not even one unit is left for it; rows that stay get the texts they should have.
 *
 * @param scope - With `details`, quantities are left alone and no row comes or goes
 */
export function itemOperations(
  desired: DesiredSalesOrder,
  observed: readonly SalesOrderItem[],
  profile: Pick<TenantProfile, "usesLine">,
  scope: Scope,
): ItemOperations {
  const operations = matchItems(desired.items, observed).map((match) => operationsOf(match, profile, scope));
  const writes = operations.flatMap((one) => one.writes);
  const removals = operations.flatMap((one) => one.removals);
  const touched = new Set([...writes, ...removals].map(({ itemCode }) => itemCode));
  const ambiguous = [...touched].some((itemCode) => hasTwins(observed.filter((row) => row.itemCode === itemCode)));
  return { writes, removals, ambiguous };
}

/** All rows of a Sales Order that is to be created. */
export function rowsOf(desired: DesiredSalesOrder, profile: Pick<TenantProfile, "usesLine">): ItemWrite[] {
  return desired.items.map((item) => freshRow(item, profile));
}

function freshRow(item: DesiredItem, profile: Pick<TenantProfile, "usesLine">): ItemWrite {
  const texts = Object.entries(item.fields).filter(([, text]) => text !== "");
  return {
    itemCode: item.itemCode,
    quantityOrdered: item.quantity,
    line: profile.usesLine ? item.lineIds[0] : null,
    unitPrice: item.unitPrice,
    ...withTexts(Object.fromEntries(texts)),
  };
}

/** One row before and after. */
interface RowChange {
  readonly row: SalesOrderItem;
  readonly quantity: number;
}

function operationsOf(
  { item, rows }: ItemMatch,
  profile: Pick<TenantProfile, "usesLine">,
  scope: Scope,
): Omit<ItemOperations, "ambiguous"> {
  const from = rows.reduce((sum, { quantityOrdered }) => sum + quantityOrdered, 0);
  const to = scope === "details" ? from : (item?.quantity ?? 0);
  if (item !== null && rows.length === 0 && to > from) return { writes: [freshRow(item, profile)], removals: [] };
  const changes = to > from ? raised(rows, to - from) : lowered(rows, from - to);
  return {
    writes: changes.filter(({ quantity }) => quantity > 0).flatMap((change) => writeOf(change, item?.fields ?? {})),
    removals: changes
      .filter(({ row, quantity }) => quantity === 0 && row.quantityOrdered > 0)
      .map(({ row: { itemCode, line } }) => ({ itemCode, quantityOrdered: 0, line })),
  };
}

/** Nothing for a row that is as it should be. */
function writeOf({ row, quantity }: RowChange, wanted: SalesOrderItemFields): ItemWrite[] {
  const texts = Object.fromEntries(differingTexts(wanted, row).map(({ field, to }) => [field, to]));
  const sameQuantity = quantity === row.quantityOrdered;
  if (sameQuantity && Object.keys(texts).length === 0) return [];
  const { itemCode, line } = row;
  const write = { itemCode, quantityOrdered: quantity, line, ...withTexts(texts) };
  return [sameQuantity ? { ...write, textsOnly: true } : write];
}

const withTexts = (fields: SalesOrderItemFields): { readonly fields?: SalesOrderItemFields } =>
  Object.keys(fields).length === 0 ? {} : { fields };

/** The first row that lives, or else the first of all, takes the units that are added. */
function raised(rows: readonly SalesOrderItem[], added: number): RowChange[] {
  const live = rows.findIndex(({ quantityOrdered }) => quantityOrdered > 0);
  const taker = Math.max(0, live);
  return rows.map((row, index) => ({ row, quantity: row.quantityOrdered + (index === taker ? added : 0) }));
}

function lowered(rows: readonly SalesOrderItem[], surplus: number): RowChange[] {
  const fromTheLast = rows.toReversed().map((row) => ({ row, quantity: row.quantityOrdered }));
  const keepingOne = takeAway(fromTheLast, surplus, 1);
  return takeAway(keepingOne.changes, keepingOne.open, 0).changes.toReversed();
}

/** Takes `open` units from the rows in turn, leaving at least `floor` on each; says how many could not be taken. */
function takeAway(
  changes: readonly RowChange[],
  open: number,
  floor: number,
): { readonly changes: RowChange[]; readonly open: number } {
  let left = open;
  const after = changes.map(({ row, quantity }) => {
    const taken = Math.min(left, Math.max(0, quantity - floor));
    left -= taken;
    return { row, quantity: quantity - taken };
  });
  return { changes: after, open: left };
}

/** Rows of one ItemCode that a write could not tell apart: a row without a line id may stand for any of them. */
function hasTwins(rows: readonly SalesOrderItem[]): boolean {
  const lines = rows.map(({ line }) => line ?? "");
  return new Set(lines).size < lines.length || (lines.length > 1 && lines.includes(""));
}
