import type { OrderAddress, OrderSnapshot } from "./order-snapshot.ts";

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
 * Placeholders: `{order.name}` `{order.id}` `{note}` `{email}` `{phone}` `{total}` `{tax}` `{shipping}` `{discount}`
 * `{shippingMethod.title}` `{shippingMethod.code}` `{address.name|company|line1|line2|city|region|postcode|country|phone}`
 * and `{attribute.<name>}` for an order attribute. A value the order does not have becomes empty text; a placeholder
 * nobody knows stays as it is, so that a spelling mistake can be seen.
 */
export function fillTemplate(template: string, order: OrderSnapshot): string {
  return template
    .replace(/\{([^{}]+)\}/g, (placeholder, path: string) => valueAt(path.trim(), order) ?? placeholder)
    .trim();
}

function valueAt(path: string, order: OrderSnapshot): string | undefined {
  const [group = "", ...rest] = path.split(".");
  const name = rest.join(".");
  switch (group) {
    case "order":
      return name === "name" ? order.name : name === "id" ? order.id : undefined;
    case "attribute":
      return order.attributes.find(({ key }) => key.trim().toLowerCase() === name.toLowerCase())?.value ?? "";
    case "address":
      return addressPart(name, order.shippingAddress);
    case "shippingMethod":
      if (name === "title") return order.shippingMethod?.title ?? "";
      return name === "code" ? (order.shippingMethod?.code ?? "") : undefined;
    default:
      return name === "" ? plainValue(group, order) : undefined;
  }
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

/** Shortens text to at most `maxLength` characters, at the end of a word where there is one in the last third. */
export function cutAtWord(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const cut = text.slice(0, maxLength);
  const lastBlank = cut.lastIndexOf(" ");
  return (lastBlank > (maxLength * 2) / 3 ? cut.slice(0, lastBlank) : cut).trimEnd();
}
