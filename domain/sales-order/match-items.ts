import type { DesiredItem } from "./desired-items.ts";
import { sameValue } from "./same-value.ts";
import type { SalesOrderItem, SalesOrderItemField, SalesOrderItemFields } from "./sales-order.ts";

/** One item the customer wants with the rows that stand for it; `item` is `null` for rows nobody wants. */
export interface ItemMatch {
  readonly itemCode: string;
  readonly item: DesiredItem | null;
  readonly rows: readonly SalesOrderItem[];
}

/**
 * Says which rows of a Sales Order stand for which wanted item.
 *
 * An ItemCode that is wanted once takes all its rows. Where it is wanted with several texts, a row goes to the item whose
 * Shopify line id it carries, else to the one whose texts it has, else to one that has no row yet; what is left over is
 * wanted by nobody. Neither side's order matters.
 */
export function matchItems(wanted: readonly DesiredItem[], rows: readonly SalesOrderItem[]): ItemMatch[] {
  const itemCodes = [...new Set([...wanted, ...rows].map(({ itemCode }) => itemCode))];
  return itemCodes.flatMap((itemCode) => {
    const items = sorted(
      wanted.filter((item) => item.itemCode === itemCode),
      ({ fields }) => JSON.stringify(fields),
    );
    const own = rows.filter((row) => row.itemCode === itemCode);
    return items.length <= 1 ? [{ itemCode, item: items[0] ?? null, rows: own }] : matchTexts(itemCode, items, own);
  });
}

function matchTexts(itemCode: string, items: readonly DesiredItem[], rows: readonly SalesOrderItem[]): ItemMatch[] {
  const rowsOf = new Map(items.map((item) => [item, [] as SalesOrderItem[]]));
  let left = inOrder(rows);
  const give = (
    fits: (item: DesiredItem, row: SalesOrderItem, itsRows: readonly SalesOrderItem[]) => boolean,
  ): void => {
    left = left.filter((row) => {
      const taker = [...rowsOf].find(([item, itsRows]) => fits(item, row, itsRows));
      taker?.[1].push(row);
      return taker === undefined;
    });
  };
  give(({ lineIds }, { line }) => line !== null && lineIds.includes(line));
  give(({ fields }, row) => differingTexts(fields, row).length === 0);
  give((_item, _row, itsRows) => itsRows.length === 0);
  const matches = [...rowsOf].map(([item, itsRows]) => ({ itemCode, item, rows: itsRows }));
  return left.length === 0 ? matches : [...matches, { itemCode, item: null, rows: left }];
}

/** Live rows first, then by line id: the outcome does not depend on how Peoplevox lists them. */
function inOrder(rows: readonly SalesOrderItem[]): SalesOrderItem[] {
  return sorted(rows, ({ quantityOrdered, line }) => `${quantityOrdered > 0 ? 0 : 1} ${line ?? ""}`);
}

function sorted<Value>(values: readonly Value[], keyOf: (value: Value) => string): Value[] {
  return values.toSorted((a, b) => keyOf(a).localeCompare(keyOf(b), "en"));
}

/** Texts of a row that are not as they should be. */
export function differingTexts(
  wanted: SalesOrderItemFields,
  row: SalesOrderItem,
): { readonly field: SalesOrderItemField; readonly from: string; readonly to: string }[] {
  return (Object.entries(wanted) as [SalesOrderItemField, string][])
    .map(([field, to]) => ({ field, from: row.fields?.[field] ?? "", to }))
    .filter(({ from, to }) => !sameValue(from, to));
}
