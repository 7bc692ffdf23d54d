import { cutAtWord, fillTemplate, metafieldsIn } from "./fill-template.ts";
import type { OrderLine, OrderSnapshot } from "./order-snapshot.ts";
import type { SalesOrderFields, SalesOrderItemFields } from "./sales-order.ts";
import { serviceTypeFor } from "./service-type.ts";
import type { FieldMapping, ItemFieldMapping, TenantProfile } from "./tenant-profile.ts";

/** A text that was longer than its column takes. The end of `full` is missing in the warehouse. */
export interface CutText {
  /** The column, such as `Attribute1`, or `TEE Attribute1` for a line. */
  readonly where: string;
  readonly full: string;
  readonly kept: string;
}

/** Values by column, and what had to be cut for them. */
export interface FilledFields<Fields> {
  readonly fields: Fields;
  readonly cutTexts: readonly CutText[];
}

type DetailProfile = Pick<TenantProfile, "fields" | "serviceTypes">;

/** The header columns kept in step with Shopify, as the order wants them. */
export function fieldsOf(order: OrderSnapshot, profile: DetailProfile): FilledFields<SalesOrderFields> {
  const service = serviceTypeFor(order.shippingMethod, profile.serviceTypes);
  const filled = filledFields(order, profile.fields);
  return service.kind === "mapped" ? { ...filled, fields: { ...filled.fields, ServiceType: service.code } } : filled;
}

/** Fills header columns. A column whose text needs a metafield that was not read is left out: nothing is known of it. */
export function filledFields(order: OrderSnapshot, mappings: readonly FieldMapping[]): FilledFields<SalesOrderFields> {
  return fill(mappings.filter(isReadable(order)), ({ template }) => fillTemplate(template, order), "");
}

/** What identifies and describes one line's texts, before lines are put together. */
export function itemFieldsOf(
  order: OrderSnapshot,
  line: OrderLine,
  mappings: readonly ItemFieldMapping[],
): SalesOrderItemFields {
  const readable = mappings.filter(isReadable(order));
  return Object.fromEntries(readable.map(({ field, template }) => [field, fillTemplate(template, order, line)]));
}

/** Cuts the texts of one item to what its columns take. */
export function cutItemFields(
  itemCode: string,
  full: SalesOrderItemFields,
  mappings: readonly ItemFieldMapping[],
): FilledFields<SalesOrderItemFields> {
  const known = mappings.filter(({ field }) => Object.hasOwn(full, field));
  return fill(known, ({ field }) => full[field] as string, `${itemCode} `);
}

/** Metafields that templates name and the order was read without, as `namespace.key`; empty when all is known. */
export function metafieldsNotRead(
  order: Pick<OrderSnapshot, "metafields">,
  profile: Pick<TenantProfile, "fields" | "itemFields">,
): string[] {
  const named = [...profile.fields, ...profile.itemFields].flatMap(({ template }) => metafieldsIn(template));
  return [...new Set(named)].filter((name) => !Object.hasOwn(order.metafields, name));
}

const isReadable =
  (order: Pick<OrderSnapshot, "metafields">) =>
  ({ template }: Pick<FieldMapping, "template">): boolean =>
    metafieldsIn(template).every((name) => Object.hasOwn(order.metafields, name));

interface Mapping<Field extends string> {
  readonly field: Field;
  readonly template: string;
  readonly maxLength: number;
}

function fill<Field extends string>(
  mappings: readonly Mapping<Field>[],
  textOf: (mapping: Mapping<Field>) => string,
  place: string,
): FilledFields<Readonly<Partial<Record<Field, string>>>> {
  const filled = mappings.map((mapping) => {
    const full = textOf(mapping);
    return { field: mapping.field, full, kept: cutAtWord(full, mapping.maxLength) };
  });
  return {
    fields: Object.fromEntries(filled.map(({ field, kept }) => [field, kept])) as Partial<Record<Field, string>>,
    cutTexts: filled
      .filter(({ full, kept }) => full !== kept)
      .map(({ field, full, kept }) => ({ where: `${place}${field}`, full, kept })),
  };
}
