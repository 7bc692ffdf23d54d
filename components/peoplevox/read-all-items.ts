import { itemRecordFromRow } from "./sales-order-rows.ts";
import type { ItemRecord } from "./warehouse.ts";
import type { PeoplevoxClient } from "./wms-client.ts";

export interface ItemPage {
  readonly items: readonly ItemRecord[];
  /** Records over all pages, as Peoplevox counted them for this page. */
  readonly totalCount: number;
}

/** The most Peoplevox gives at once. */
const ITEMS_PER_PAGE = 1000;
const COLUMNS = ["ItemCode", "Name", "Barcode"];

/**
 * Reads all records of "Item types", page by page, so that nobody has to hold them all. Deactivated ones are included.
 *
 * One request at a time: calls of others get their turn in the request budget after each page.
 *
 * Pages are cut by offset and nothing can be sorted by, so a record that comes or goes meanwhile may push another one
 * from one page to the next: it is then missed or given twice. `totalCount` tells; a caller that reports something as
 * missing looks it up by its code first.
 */
export async function* readAllItems(client: Pick<PeoplevoxClient, "getData">): AsyncGenerator<ItemPage> {
  for (let page = 1; ; page += 1) {
    const query = { page, itemsPerPage: ITEMS_PER_PAGE, keep: COLUMNS };
    const { rows, totalCount } = await client.getData("itemTypes", query);
    yield { items: rows.map(itemRecordFromRow), totalCount };
    if (rows.length === 0 || page * ITEMS_PER_PAGE >= totalCount) return;
  }
}
