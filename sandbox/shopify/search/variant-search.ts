import { notModelled } from "../graphql/not-modelled.ts";
import { parseGlobalId } from "../model/global-id.ts";
import type { Variant } from "../model/records.ts";
import type { Store } from "../model/store.ts";
import { fitsNumber, fitsText } from "./compare.ts";
import { parseSearch, type SearchTerm } from "./search-query.ts";

type VariantTest = (variant: Variant, term: SearchTerm, store: Store) => boolean;

/** The search terms the sandbox knows, out of Shopify's longer list. */
const TERMS: Record<string, VariantTest> = {
  id: ({ id }, term) => fitsNumber({ ...term, value: parseGlobalId(term.value)?.id ?? term.value }, id),
  sku: ({ sku }, term) => fitsText(term, sku),
  barcode: ({ barcode }, term) => fitsText(term, barcode),
  gift_card: ({ isGiftCard }, term) => fitsText(term, String(isGiftCard)),
  // A comma-separated list, as the schema's own text for this argument says.
  product_status: ({ productId }, term, store) =>
    term.value.split(",").some((value) => fitsText({ ...term, value }, store.product(productId)?.status ?? null)),
};

/**
 * Variants that fit a search, by rising id.
 *
 * @throws {GraphQLError} When the search cannot be read or uses a term that the sandbox does not model
 */
export function searchVariants(store: Store, query: string): Variant[] {
  const parsed = parseSearch(query);
  if (!parsed.ok) throw notModelled(`the variant search '${query}' (${parsed.message})`);
  const unknown = parsed.terms.find(({ field }) => field === null || !Object.hasOwn(TERMS, field));
  if (unknown !== undefined) throw notModelled(`the variant search term '${unknown.field ?? unknown.value}'`);
  const all = [...store.variants()];
  if (parsed.terms.length === 0) return all;
  return all.filter((variant) => parsed.matches((term) => TERMS[term.field ?? ""]?.(variant, term, store) === true));
}
