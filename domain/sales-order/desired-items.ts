import { itemCodeFor } from "../item-code/item-code.ts";
import { cutItemFields, itemFieldsOf } from "./details.ts";
import type { CutText } from "./details.ts";
import type { OrderSnapshot } from "./order-snapshot.ts";
import type { SalesOrderItemField, SalesOrderItemFields } from "./sales-order.ts";
import type { TenantProfile } from "./tenant-profile.ts";
import { unitsForWarehouse } from "./units-for-warehouse.ts";

/** What the warehouse should send of one ItemCode with one set of texts. Lines that share both are one item. */
export interface DesiredItem {
  readonly itemCode: string;
  readonly title: string;
  /** Units, always above zero. */
  readonly quantity: number;
  readonly unitPrice: string;
  /** Shopify line ids that ask for it. */
  readonly lineIds: readonly [string, ...string[]];
  /** Texts kept in step with Shopify; empty where no column is mapped. */
  readonly fields: SalesOrderItemFields;
}

export interface DesiredItems {
  readonly items: readonly DesiredItem[];
  /** Titles of lines the warehouse should send but nothing identifies. */
  readonly withoutItemCode: readonly string[];
  readonly cutTexts: readonly CutText[];
  /** ItemCodes whose lines have different texts that had to be joined, since this Peoplevox keeps one line for each. */
  readonly joinedItemCodes: readonly string[];
}

/** Lines of the order by what the warehouse tells apart. */
export function desiredItems(order: OrderSnapshot, profile: TenantProfile): DesiredItems {
  const withoutItemCode: string[] = [];
  const groups = new Map<string, DesiredItem[]>();
  for (const line of order.lines) {
    const quantity = unitsForWarehouse(line);
    if (quantity <= 0) continue;
    const itemCode = itemCodeFor(line, profile.itemCode);
    if (itemCode === null) {
      withoutItemCode.push(line.title);
      continue;
    }
    const fields = itemFieldsOf(order, line, profile.itemFields);
    const item = {
      itemCode,
      title: line.title,
      quantity,
      unitPrice: line.unitPrice,
      lineIds: [line.id],
      fields,
    } as const;
    groups.set(itemCode, addTo(groups.get(itemCode) ?? [], item));
  }
  const all = [...groups.values()].flatMap((group) =>
    profile.usesLine || group.length === 1 ? group : [joined(group)],
  );
  const cut = all.map((item) => ({ item, ...cutItemFields(item.itemCode, item.fields, profile.itemFields) }));
  return {
    items: cut.map(({ item, fields }) => ({ ...item, fields })),
    withoutItemCode,
    cutTexts: cut.flatMap(({ cutTexts }) => cutTexts),
    joinedItemCodes: profile.usesLine ? [] : [...groups].filter(([, { length }]) => length > 1).map(([code]) => code),
  };
}

/** Adds a line to the items of its ItemCode: to one with the same texts, or as one of its own. */
function addTo(group: readonly DesiredItem[], item: DesiredItem): DesiredItem[] {
  const texts = JSON.stringify(item.fields);
  const same = group.findIndex(({ fields }) => JSON.stringify(fields) === texts);
  return same === -1 ? [...group, item] : group.with(same, merged(group[same] as DesiredItem, item));
}

function merged(first: DesiredItem, next: DesiredItem): DesiredItem {
  return {
    ...first,
    quantity: first.quantity + next.quantity,
    lineIds: [...first.lineIds, ...next.lineIds],
  };
}

/** One item for all: a text they share stays as it is, different ones are listed with their units, `2 × Ann; 1 × Bob`. */
function joined(group: readonly DesiredItem[]): DesiredItem {
  const whole = group.reduce(merged);
  const columns = Object.entries(whole.fields) as [SalesOrderItemField, string][];
  const texts = columns.map(([field, first]) => {
    const told = group.map(({ quantity, fields }) => ({ quantity, text: fields[field] as string }));
    const listed = told.filter(({ text }) => text !== "").map(({ quantity, text }) => `${quantity} × ${text}`);
    return [field, told.every(({ text }) => text === first) ? first : listed.sort().join("; ")] as const;
  });
  return { ...whole, fields: Object.fromEntries(texts) };
}
