import type { ShopifyAdminClient } from "./admin-client.ts";
import { CataloguePageDocument } from "./generated/operations.ts";
import { idOfGid } from "./gid.ts";

/** One variant of a shop, as far as its SKU is concerned. */
export interface ShopVariant {
  readonly variantId: string;
  /** As typed, blanks included; `null` when there is none. */
  readonly sku: string | null;
  readonly barcode: string | null;
  /** Product and variant, such as "Oxford Shirt - Navy / M". */
  readonly title: string;
  /** Whether the warehouse picks it: not for a gift card or a download, and not for a bundle, whose parts are picked. */
  readonly isPicked: boolean;
}

/** The most Shopify gives at once: a page of 250 costs 24 points, one of 100 costs 20. */
const VARIANTS_PER_PAGE = 250;
/** A whole catalogue takes minutes; orders that change meanwhile must not queue for points behind it. */
const SHARE_LEFT_TO_OTHERS = 0.5;

/**
 * Reads all variants of products in these states, page by page, by rising id.
 *
 * A variant that comes or goes meanwhile moves no other out of sight: each page begins after the last id.
 *
 * @param statuses - Shopify's `ProductStatus`: `ACTIVE`, `DRAFT`, `UNLISTED`, `ARCHIVED`
 * @throws {ShopifyAccessDeniedError} Without the scope `read_products`
 */
export async function* readCatalogue(
  client: ShopifyAdminClient,
  statuses: readonly string[],
): AsyncGenerator<readonly ShopVariant[]> {
  let lastId = "0";
  for (;;) {
    const query = `id:>${lastId} product_status:${statuses.join(",")}`;
    const { productVariants } = await client.request(
      CataloguePageDocument,
      { query, first: VARIANTS_PER_PAGE },
      { shareLeftToOthers: SHARE_LEFT_TO_OTHERS },
    );
    const variants = productVariants.nodes.map((node): ShopVariant => ({
      variantId: idOfGid(node.id),
      sku: node.sku,
      barcode: node.barcode,
      title: node.displayName,
      isPicked: node.inventoryItem.requiresShipping && !node.requiresComponents,
    }));
    const last = variants.at(-1);
    if (last !== undefined) yield variants;
    if (last === undefined || !productVariants.pageInfo.hasNextPage) return;
    lastId = last.variantId;
  }
}
