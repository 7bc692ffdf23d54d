import { readAllItems } from "../../../components/peoplevox/read-all-items.ts";
import type { PeoplevoxClient } from "../../../components/peoplevox/wms-client.ts";
import type { ShopifyAdminClient } from "../../../components/shopify/admin-client.ts";
import { readCatalogue } from "../../../components/shopify/read-catalogue.ts";
import type { CatalogueAudit } from "../../../domain/item-code/audit-catalogue.ts";

export interface BothSides {
  readonly shop: ShopifyAdminClient;
  /** Product states that count as sold. */
  readonly statuses: readonly string[];
  readonly warehouse: Pick<PeoplevoxClient, "getData">;
  readonly log: (text: string) => void;
}

/** What was read, for a person who asks whether the audit saw everything. */
export interface CatalogueRead {
  readonly shopifyPages: number;
  readonly peoplevoxPages: number;
  /** Variants that the warehouse should know. */
  readonly variants: number;
  /** Gift cards, downloads and bundles: the warehouse picks none of them. */
  readonly notPickedVariants: number;
  /** Records that came or went in Peoplevox while they were read. */
  readonly movedWhileRead: boolean;
}

/** A line in the log after so many pages: every 10,000 records. */
const ITEM_PAGES_PER_LINE = 10;
const VARIANT_PAGES_PER_LINE = 40;

/**
 * Feeds both catalogues to the audit. Both systems are read at the same time, each at its own pace, so that the whole
 * takes as long as the slower one. A failure of one ends the other after its page.
 */
export async function readBothSides(audit: CatalogueAudit, sides: BothSides): Promise<CatalogueRead> {
  const failed = new AbortController();
  const orStop = <T>(side: Promise<T>): Promise<T> =>
    side.catch((error: unknown) => {
      failed.abort(error);
      throw error;
    });
  const [items, shop] = await Promise.all([
    orStop(readItems(audit, sides, failed.signal)),
    orStop(readVariants(audit, sides, failed.signal)),
  ]);
  return { ...items, ...shop };
}

async function readItems(audit: CatalogueAudit, { warehouse, log }: BothSides, failed: AbortSignal) {
  const totals = new Set<number>();
  let [pages, records] = [0, 0];
  for await (const { items, totalCount } of readAllItems(warehouse)) {
    failed.throwIfAborted();
    for (const { itemCode } of items) audit.addItemCode(itemCode);
    totals.add(totalCount);
    pages += 1;
    records += items.length;
    if (pages % ITEM_PAGES_PER_LINE === 0) log(`Peoplevox: ${records} of ${totalCount} items read`);
  }
  return { peoplevoxPages: pages, movedWhileRead: totals.size > 1 };
}

async function readVariants(audit: CatalogueAudit, { shop, statuses, log }: BothSides, failed: AbortSignal) {
  let [pages, all, notPicked] = [0, 0, 0];
  for await (const variants of readCatalogue(shop, statuses)) {
    failed.throwIfAborted();
    for (const { isPicked, ...variant } of variants) {
      if (isPicked) audit.addVariant(variant);
      else notPicked += 1;
    }
    pages += 1;
    all += variants.length;
    if (pages % VARIANT_PAGES_PER_LINE === 0) log(`Shopify: ${all} variants read`);
  }
  return { shopifyPages: pages, variants: all - notPicked, notPickedVariants: notPicked };
}
