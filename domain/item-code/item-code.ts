/** How a Shopify SKU is turned into a Peoplevox ItemCode, one small change after another. */
export type ItemCodeRule =
  | { readonly rule: "upper-case" }
  | { readonly rule: "lower-case" }
  | { readonly rule: "strip-prefix"; readonly text: string }
  | { readonly rule: "strip-suffix"; readonly text: string }
  | { readonly rule: "add-prefix"; readonly text: string }
  | { readonly rule: "add-suffix"; readonly text: string }
  | { readonly rule: "replace"; readonly text: string; readonly with: string }
  | { readonly rule: "use-barcode" };

/** A merchant's mapping: exceptions in a table, the rest by rules in order. */
export interface ItemCodeMapping {
  readonly rules: readonly ItemCodeRule[];
  /** SKU or Shopify variant id → ItemCode. An entry here wins over the rules. */
  readonly table: Readonly<Record<string, string>>;
}

/** What identifies a product in Shopify. */
export interface ShopifyIdentifiers {
  readonly sku: string | null;
  readonly variantId: string | null;
  readonly barcode: string | null;
}

/**
 * The ItemCode the warehouse should know a Shopify line by.
 *
 * @returns `null` when nothing identifies the product: no SKU, no table entry and no barcode that a rule uses
 * @example
 * itemCodeFor({ sku: " tee-red-m ", variantId: null, barcode: null }, { rules: [{ rule: "upper-case" }], table: {} });
 * // "TEE-RED-M"
 */
export function itemCodeFor(product: ShopifyIdentifiers, mapping: ItemCodeMapping): string | null {
  const sku = product.sku?.trim() ?? "";
  const entry = entryFor(sku, mapping.table) ?? entryFor(product.variantId ?? "", mapping.table);
  if (entry !== undefined) return entry;
  const itemCode = mapping.rules.reduce((code, rule) => applyRule(code, rule, product), sku).trim();
  return itemCode === "" ? null : itemCode;
}

/** Only what a person wrote into the table: a SKU may be named "constructor". */
function entryFor(key: string, table: ItemCodeMapping["table"]): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function applyRule(code: string, rule: ItemCodeRule, product: ShopifyIdentifiers): string {
  if (rule.rule === "use-barcode") return product.barcode?.trim() ?? "";
  if (code === "") return "";
  switch (rule.rule) {
    case "upper-case":
      return code.toUpperCase();
    case "lower-case":
      return code.toLowerCase();
    case "strip-prefix":
      return code.startsWith(rule.text) ? code.slice(rule.text.length) : code;
    case "strip-suffix":
      return code.endsWith(rule.text) ? code.slice(0, code.length - rule.text.length) : code;
    case "add-prefix":
      return rule.text + code;
    case "add-suffix":
      return code + rule.text;
    case "replace":
      return code.replaceAll(rule.text, rule.with);
  }
}
