import type { OrderAddress, OrderAttribute, OrderLine, OrderSnapshot } from "./order-snapshot.ts";

const ADDRESS_PARTS: Readonly<Record<string, keyof OrderAddress>> = {
  name: "name",
  company: "company",
  line1: "address1",
  line2: "address2",
  city: "city",
  region: "province",
  postcode: "zip",
  country: "countryCode",
  phone: "phone",
};

/**
 * Puts an order's values into a text.
 *
 * Placeholders: `{order.name}` `{order.id}` `{order.createdAt}` (UTC, `2026-11-24 09:00:00`) `{note}` `{email}` `{phone}`
 * `{total}` `{tax}` `{shipping}` `{discount}` `{shippingMethod.title}` `{shippingMethod.code}`
 * `{address.name|company|line1|line2|city|region|postcode|country|phone}`, `{attribute.<name>}` for an order attribute,
 * `{metafield.<namespace>.<key>}`, and for a line `{line.property.<name>}` `{line.title}` `{line.sku}`. A value the order
 * does not have becomes empty text; a placeholder nobody knows stays as it is, so that a spelling mistake can be seen.
 *
 * @param line - The line the text is for; without it the placeholders of a line stay as they are
 */
export function fillTemplate(template: string, order: OrderSnapshot, line?: OrderLine): string {
  return template
    .replace(PLACEHOLDER, (placeholder, path: string) => valueAt(path.trim(), order, line) ?? placeholder)
    .trim();
}

const PLACEHOLDER = /\{([^{}]+)\}/g;
const METAFIELD = /^metafield\.(.+)$/;

/** Metafields a template names, as `namespace.key`. */
export function metafieldsIn(template: string): string[] {
  return [...template.matchAll(PLACEHOLDER)].flatMap(([, path = ""]) => METAFIELD.exec(path.trim())?.[1] ?? []);
}

function valueAt(path: string, order: OrderSnapshot, line: OrderLine | undefined): string | undefined {
  const [group = "", ...rest] = path.split(".");
  const name = rest.join(".");
  switch (group) {
    case "order":
      return ofOrder(name, order);
    case "attribute":
      return attributeValue(name, order.attributes);
    case "metafield":
      return Object.hasOwn(order.metafields, name) ? (order.metafields[name] ?? "") : undefined;
    case "line":
      return line === undefined ? undefined : ofLine(name, line);
    case "address":
      return addressPart(name, order.shippingAddress);
    case "shippingMethod":
      if (name === "title") return order.shippingMethod?.title ?? "";
      return name === "code" ? (order.shippingMethod?.code ?? "") : undefined;
    default:
      return name === "" ? plainValue(group, order) : undefined;
  }
}

function ofOrder(name: string, order: OrderSnapshot): string | undefined {
  if (name === "name") return order.name;
  if (name === "createdAt") return order.createdAt.slice(0, 19).replace("T", " ");
  return name === "id" ? order.id : undefined;
}

function ofLine(name: string, line: OrderLine): string | undefined {
  if (name === "title") return line.title;
  if (name === "sku") return line.sku ?? "";
  const [kind, ...rest] = name.split(".");
  return kind === "property" && rest.length > 0 ? attributeValue(rest.join("."), line.attributes) : undefined;
}

/** Names are compared without case and outer blanks. */
function attributeValue(name: string, attributes: readonly OrderAttribute[]): string {
  return attributes.find(({ key }) => key.trim().toLowerCase() === name.toLowerCase())?.value ?? "";
}

function addressPart(name: string, address: OrderAddress | null): string | undefined {
  const part = Object.hasOwn(ADDRESS_PARTS, name) ? ADDRESS_PARTS[name] : undefined;
  return part === undefined ? undefined : (address?.[part] ?? "");
}

function plainValue(name: string, order: OrderSnapshot): string | undefined {
  switch (name) {
    case "note":
      return order.note ?? "";
    case "email":
      return order.email ?? "";
    case "phone":
      return order.phone ?? "";
    case "total":
      return order.currentTotal;
    case "tax":
      return order.currentTax;
    case "shipping":
      return order.currentShipping;
    case "discount":
      return order.currentDiscounts;
    default:
      return undefined;
  }
}

/**
 * Shortens text to at most `maxLength` characters (UTF-16 units), at the end of a word where there is one in the last
 * third, and never through the middle of an emoji.
 */
export function cutAtWord(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const lastBlank = text.slice(0, maxLength + 1).search(/\s\S*$/);
  const end = lastBlank > (maxLength * 2) / 3 ? lastBlank : maxLength;
  return text
    .slice(0, end)
    .replace(/[\uD800-\uDBFF]$/, "")
    .trimEnd();
}
