import type { PeoplevoxProps } from "../../../components/peoplevox/peoplevox-props.ts";
import type { ShopifyProps } from "../../../components/shopify/shopify-props.ts";
import type { Connection } from "../../connections/connections.ts";
import type { PreparedRecipe } from "../../engine/prepared-recipe.ts";

/** Both systems of one shop, or why they cannot be reached. */
export type SystemsOfShop =
  | { readonly ok: true; readonly shopify: ShopifyProps; readonly peoplevox: PeoplevoxProps }
  | { readonly ok: false; readonly because: string };

/**
 * The shop's connection, and the warehouse that recipes use it with.
 *
 * @param shop - The shop's domain; `null` when the order's event named none
 */
export function systemsOfShop(
  shop: string | null,
  connections: ReadonlyMap<string, Connection>,
  recipes: Iterable<Pick<PreparedRecipe, "connections">>,
): SystemsOfShop {
  const all = [...connections.values()];
  const shops = all.filter(({ type, fields }) => type === "shopify" && sameShop(fields["shopifyShop"], shop));
  const [shopify] = shops;
  if (shop === null || shopify === undefined) {
    return { ok: false, because: `There is no connection to the shop ${shop ?? "that this order is from"}.` };
  }
  const together = [...recipes]
    .map((recipe) => (recipe.connections ?? []).map(({ name }) => name))
    .filter((names) => names.includes(shopify.name));
  const warehouses = all.filter(({ type }) => type === "peoplevox");
  const used = warehouses.filter(({ name }) => together.some((names) => names.includes(name)));
  const candidates = used.length > 0 ? used : warehouses;
  const [peoplevox] = candidates;
  if (peoplevox === undefined) return { ok: false, because: "There is no connection to a Peoplevox." };
  if (candidates.length > 1) {
    const names = candidates.map(({ name }) => name).join(" and ");
    return { ok: false, because: `It is not clear which Peoplevox is meant: ${names}. No recipe that runs says so.` };
  }
  // Connections were checked against the components' props when the recipes were made ready.
  return {
    ok: true,
    shopify: shopify.fields as unknown as ShopifyProps,
    peoplevox: peoplevox.fields as unknown as PeoplevoxProps,
  };
}

/** `demo` and `demo.myshopify.com` are the same shop. */
function sameShop(field: unknown, shop: string | null): boolean {
  if (typeof field !== "string" || shop === null) return false;
  const plain = (text: string): string =>
    text
      .trim()
      .toLowerCase()
      .replace(/\.myshopify\.com$/, "");
  return plain(field) === plain(shop);
}
