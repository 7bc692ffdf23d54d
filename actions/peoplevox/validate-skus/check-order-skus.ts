import type { Warehouse } from "../../../components/peoplevox/warehouse.ts";
import { suggestItemCodes } from "../../../domain/item-code/check-skus.ts";
import type { CheckedSku } from "../../../domain/item-code/check-skus.ts";
import type { OrderSnapshot } from "../../../domain/sales-order/order-snapshot.ts";
import type { TenantProfile } from "../../../domain/sales-order/tenant-profile.ts";
import { readSkus } from "../shared/situation.ts";

/** A SKU the warehouse cannot pick, with ItemCodes that look alike, best first. */
export interface UnknownSku extends CheckedSku {
  readonly suggestions: readonly string[];
}

export interface SkuValidation {
  readonly allKnown: boolean;
  readonly checked: readonly CheckedSku[];
  readonly unknown: readonly UnknownSku[];
  readonly summary: string;
}

/** Letters of an ItemCode by which others that look alike are searched. */
const SEARCH_LETTERS = 4;
/** Records looked through for one unknown SKU. */
const SEARCH_RECORDS = 50;

/** Checks all lines the warehouse must send, and looks for ItemCodes that look like the unknown ones. */
export async function validateSkus(
  order: OrderSnapshot,
  profile: TenantProfile,
  warehouse: Warehouse,
  suggestions: number,
): Promise<SkuValidation> {
  const checked = await readSkus(order, profile, warehouse);
  const unknown = await Promise.all(
    checked
      .filter(({ verdict }) => verdict !== "known")
      .map(async (sku) => ({ ...sku, suggestions: await lookAlikes(sku.itemCode, warehouse, suggestions) })),
  );
  return { allKnown: unknown.length === 0, checked, unknown, summary: inWords(order.name, checked.length, unknown) };
}

async function lookAlikes(itemCode: string | null, warehouse: Warehouse, limit: number): Promise<string[]> {
  if (itemCode === null || limit === 0) return [];
  const candidates = await warehouse.searchItems(itemCode.slice(0, SEARCH_LETTERS), SEARCH_RECORDS);
  const alive = candidates.filter(({ deactivated }) => !deactivated).map((item) => item.itemCode);
  return suggestItemCodes(itemCode, alive, limit);
}

function inWords(orderName: string, lines: number, unknown: readonly UnknownSku[]): string {
  if (unknown.length === 0) return `${orderName}: all ${lines} SKUs are known`;
  const names = unknown.map(({ sku, title, itemCode, verdict, suggestions }) => {
    const alike = suggestions.length === 0 ? "" : ` (looks like ${suggestions.join(", ")})`;
    return `${itemCode ?? sku ?? title} is ${verdict}${alike}`;
  });
  return `${orderName}: ${names.join("; ")}`;
}
