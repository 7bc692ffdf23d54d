import type { Tenant } from "./tenant.ts";

/** An item to put on the shelf. */
export interface SeedItem {
  readonly ItemCode: string;
  readonly Name?: string | undefined;
  readonly Barcode?: string | undefined;
  /** Units; the profile's `defaultStock` when left out. */
  readonly OnHand?: number | undefined;
}

/**
 * Adds items or changes them, with their stock.
 *
 * @throws {Error} naming the first item that is refused; those before it are stored
 */
export function seedItems(tenant: Tenant, items: readonly SeedItem[]): void {
  for (const { ItemCode, Name = ItemCode, Barcode = ItemCode, OnHand = tenant.profile.defaultStock } of items) {
    const cells = { ItemCode, Name: Name.slice(0, 50), Barcode };
    const { error } = tenant.itemTypes.save(cells, { by: "control", template: "Item types", action: 0 });
    if (error !== null) throw new Error(`Item ${ItemCode} was not added: ${error}`);
    tenant.warehouse.stock.count(ItemCode, OnHand, "Adjustment");
  }
}
