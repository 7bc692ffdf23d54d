import type { DesiredSalesOrder } from "./desired-sales-order.ts";
import type { ObservedSalesOrder, SalesOrderField, SalesOrderItem } from "./sales-order.ts";

/** One ItemCode whose units differ. `from` is what the warehouse has, `to` what the customer wants. */
export interface ItemDifference {
  readonly itemCode: string;
  readonly title: string;
  readonly from: number;
  readonly to: number;
}

export interface FieldDifference {
  readonly field: SalesOrderField;
  readonly from: string;
  readonly to: string;
}

/** What differs between the Sales Order and what the customer wants. Both lists empty: in sync. */
export interface SalesOrderDifference {
  readonly items: readonly ItemDifference[];
  readonly fields: readonly FieldDifference[];
}

/**
 * Compares by ItemCode and units in total: the order of lines does not matter, nor on how many lines an ItemCode
 * stands. Only columns that LastEdit keeps in step are compared; numbers by value, texts without outer blanks.
 */
export function salesOrderDifference(desired: DesiredSalesOrder, observed: ObservedSalesOrder): SalesOrderDifference {
  const units = unitsByItemCode(observed.items);
  const wanted = new Map(desired.items.map((item) => [item.itemCode, item]));
  const itemCodes = [...new Set([...wanted.keys(), ...units.keys()])];
  return {
    items: itemCodes
      .map((itemCode) => ({
        itemCode,
        title: wanted.get(itemCode)?.title ?? itemCode,
        from: units.get(itemCode) ?? 0,
        to: wanted.get(itemCode)?.quantity ?? 0,
      }))
      .filter(({ from, to }) => from !== to),
    fields: (Object.entries(desired.fields) as [SalesOrderField, string][])
      .map(([field, to]) => ({ field, from: observed.fields[field] ?? "", to }))
      .filter(({ from, to }) => !sameValue(from, to)),
  };
}

/** Units per ItemCode; lines with quantity 0 count as removed. */
export function unitsByItemCode(items: readonly SalesOrderItem[]): Map<string, number> {
  const units = new Map<string, number>();
  for (const { itemCode, quantityOrdered } of items) {
    if (quantityOrdered > 0) units.set(itemCode, (units.get(itemCode) ?? 0) + quantityOrdered);
  }
  return units;
}

const DECIMAL = /^-?\d+(\.\d+)?$/;

function sameValue(a: string, b: string): boolean {
  const [left, right] = [a.trim().replace(/\r\n/g, "\n"), b.trim().replace(/\r\n/g, "\n")];
  if (left === right) return true;
  const decimals = DECIMAL.test(left) && DECIMAL.test(right) && (left.includes(".") || right.includes("."));
  return decimals && Number(left) === Number(right);
}
