/** How a person or a step names an order: by Shopify's id, or by its name. */
export type OrderReference =
  { readonly kind: "id"; readonly id: string } | { readonly kind: "name"; readonly name: string };

/**
 * Reads an order reference. Digits alone are an id, never a name: `1001` is not `#1001`.
 *
 * @param value - A number, digits, `gid://shopify/Order/…`, or a name such as `#1001` or `EXC-1001`
 * @throws {RangeError} For an empty text, a global id of another type, and a number that is not a whole one below 2^53
 */
export function readOrderReference(value: string | number): OrderReference {
  if (typeof value === "number") {
    if (Number.isSafeInteger(value) && value > 0) return { kind: "id", id: String(value) };
    throw new RangeError(`Order id ${value} is not a whole number below 2^53; give a larger id as text`);
  }
  const text = value.trim();
  if (/^\d+$/.test(text)) return { kind: "id", id: text };
  const id = /^gid:\/\/shopify\/Order\/(\d+)(?:\?.*)?$/.exec(text)?.[1];
  if (id !== undefined) return { kind: "id", id };
  if (text === "" || text.startsWith("gid:")) {
    throw new RangeError(
      `"${text}" does not name an order, expected an id, gid://shopify/Order/123, or a name such as #1001`,
    );
  }
  return { kind: "name", name: text };
}
