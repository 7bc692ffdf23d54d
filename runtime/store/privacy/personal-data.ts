const MARK = "•••";

/** Property names, in lower case without separators, whose text is about a person whoever holds it. */
const PERSONAL = new RegExp(
  "(email|emailaddress|phone|phonenumber|mobile|telephone|firstname|lastname|surname|fullname|contactname|customername|" +
    "recipientname|address\\d|addressline\\d|street|streetaddress|postcode|postalcode|zip|zipcode|latitude|longitude|" +
    "clientip|browserip|giftmessage|note|notes|customernote|staffnote|instructions|company|companyname)$",
);
/** Objects that describe a person: their `name` is a person's name, not an order's. */
const PERSON_HOLDER =
  /(customer|address|recipient|contact|billing|shipping|shippingaddress|billingaddress|person|buyer)$/;
/** Keys of `{ key, value }` and `{ name, value }` pairs, such as Shopify's custom attributes, whose value is personal. */
const PERSONAL_PAIR = /gift|message|note|name|mail|phone|address|instruction/i;
const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+/gu;
/** A shorter text, such as a first name, is masked where it stands, but not looked for elsewhere. */
const SHORTEST_TO_LOOK_FOR = 8;

/**
 * Masks personal data in a JSON value: e-mail addresses, phone numbers, names, address lines, notes and gift messages.
 * Order numbers, SKUs, quantities, city and country stay readable. Longer personal texts are also masked where they
 * turn up again under another name, such as a gift message in `Attribute1`.
 *
 * @param value - JSON
 * @param alsoFrom - More values whose personal texts are looked for in `value`, such as a step's input for its log lines
 * @returns A masked copy
 */
export function maskPersonalData<T>(value: T, alsoFrom: readonly unknown[] = []): T {
  const found = new Set<string>();
  for (const item of [value, ...alsoFrom]) collect(item, "", found);
  return mask(
    value,
    "",
    [...found].sort((a, b) => b.length - a.length),
  ) as T;
}

function collect(value: unknown, key: string, found: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collect(item, key, found);
  else if (isObject(value)) {
    for (const [name, item] of Object.entries(value)) {
      if (typeof item === "string" && item.length >= SHORTEST_TO_LOOK_FOR && isPersonal(name, value, key))
        found.add(item);
      collect(item, name, found);
    }
  }
}

function mask(value: unknown, key: string, known: readonly string[]): unknown {
  if (typeof value === "string") {
    const text = known.reduce(
      (rest, personal) => (rest.includes(personal) ? rest.replaceAll(personal, MARK) : rest),
      value,
    );
    return text.includes("@") ? text.replace(EMAIL, MARK) : text;
  }
  if (Array.isArray(value)) return value.map((item) => mask(item, key, known));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      isText(item) && isPersonal(name, value, key) ? MARK : mask(item, name, known),
    ]),
  );
}

function isPersonal(name: string, holder: Readonly<Record<string, unknown>>, holderKey: string): boolean {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  if (PERSONAL.test(plain)) return true;
  if (plain === "name")
    return PERSON_HOLDER.test(holderKey.toLowerCase().replaceAll(/[^a-z0-9]/g, "")) || "address1" in holder;
  if (plain !== "value") return false;
  const label = holder["key"] ?? holder["name"];
  return typeof label === "string" && PERSONAL_PAIR.test(label);
}

function isText(value: unknown): value is string | number {
  return (typeof value === "string" && value !== "") || typeof value === "number";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
