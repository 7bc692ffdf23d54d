import type { DesiredSalesOrder } from "./desired-sales-order.ts";
import { differingTexts, matchItems } from "./match-items.ts";
import { sameValue } from "./same-value.ts";
import type { ObservedSalesOrder, SalesOrderField, SalesOrderItem, SalesOrderItemField } from "./sales-order.ts";

/** One wanted item whose units differ. `from` is what the warehouse has, `to` what the customer wants. */
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

/** One text of one line that differs. */
export interface ItemFieldDifference {
  readonly itemCode: string;
  readonly line: string | null;
  readonly field: SalesOrderItemField;
  readonly from: string;
  readonly to: string;
}

/** What differs between the Sales Order and what the customer wants. All lists empty: in sync. */
export interface SalesOrderDifference {
  readonly items: readonly ItemDifference[];
  readonly fields: readonly FieldDifference[];
  readonly itemFields: readonly ItemFieldDifference[];
}

/** What is kept in step: everything, or only details, where lines are another integration's business. */
export type Scope = "everything" | "details";

export const NO_DIFFERENCE: SalesOrderDifference = { items: [], fields: [], itemFields: [] };

/**
 * Compares by ItemCode, texts and units in total: the order of lines does not matter, nor on how many lines an item
 * stands. Only columns that LastEdit keeps in step are compared; numbers by value, texts without outer blanks.
 *
 * @param scope - With `details`, units are not compared
 */
export function salesOrderDifference(
  desired: DesiredSalesOrder,
  observed: ObservedSalesOrder,
  scope: Scope = "everything",
): SalesOrderDifference {
  const matches = matchItems(desired.items, observed.items);
  return {
    items: scope === "details" ? [] : matches.map(unitsOf).filter(({ from, to }) => from !== to),
    fields: (Object.entries(desired.fields) as [SalesOrderField, string][])
      .map(([field, to]) => ({ field, from: observed.fields[field] ?? "", to }))
      .filter(({ from, to }) => !sameValue(from, to)),
    itemFields: matches.flatMap(({ itemCode, item, rows }) =>
      rows
        .filter(({ quantityOrdered }) => quantityOrdered > 0)
        .flatMap((row) =>
          differingTexts(item?.fields ?? {}, row).map((text) => ({ itemCode, line: row.line, ...text })),
        ),
    ),
  };
}

/** Whether nothing differs. */
export function isInSync({ items, fields, itemFields }: SalesOrderDifference): boolean {
  return items.length + fields.length + itemFields.length === 0;
}

function unitsOf({ itemCode, item, rows }: ReturnType<typeof matchItems>[number]): ItemDifference {
  const from = unitsByItemCode(rows).get(itemCode) ?? 0;
  return { itemCode, title: item?.title ?? itemCode, from, to: item?.quantity ?? 0 };
}

/** Units per ItemCode; lines with quantity 0 count as removed. */
export function unitsByItemCode(items: readonly SalesOrderItem[]): Map<string, number> {
  const units = new Map<string, number>();
  for (const { itemCode, quantityOrdered } of items) {
    if (quantityOrdered > 0) units.set(itemCode, (units.get(itemCode) ?? 0) + quantityOrdered);
  }
  return units;
}
