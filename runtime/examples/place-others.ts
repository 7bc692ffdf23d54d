import type { Sandbox } from "../../sandbox/server.ts";
import { until } from "./control.ts";
import type { Control } from "./control.ts";
import type { RecipeExample } from "./example.ts";

/** The name that all versions of an order share: `#1001` of `#1001A`. */
export const rootOf = (reference: string): string => reference.replace(/^(#\d+).*$/, "$1");

/**
 * Lets an app recreate the order, and another order be placed.
 *
 * @returns Ids of all orders placed, oldest first
 */
export async function placeOthers(
  sandbox: Sandbox,
  control: Control,
  { recreate, anotherOrder }: RecipeExample,
  orderId: string,
): Promise<string[]> {
  const ids = [orderId];
  for (const { imported, ...body } of recreate) {
    const { created } = await whileImporting(sandbox, imported, () =>
      control("POST", `/shopify/orders/${ids.at(-1) ?? orderId}/recreate`, body),
    );
    if (created !== undefined) ids.push(String(created.id));
  }
  if (anotherOrder !== undefined) {
    const { id } = await whileImporting(sandbox, true, () => control("POST", "/shopify/orders", anotherOrder));
    if (id !== undefined) ids.push(String(id));
  }
  return ids;
}

interface Placed {
  readonly id?: number;
  readonly created?: { readonly id: number };
}

/** Does something that places an order, and waits until it was imported, if it is to be. */
async function whileImporting(
  { importer, peoplevox }: Sandbox,
  on: boolean,
  place: () => Promise<unknown>,
): Promise<Placed> {
  importer.change({ on });
  const before = importer.records().length;
  const placed = (await place()) as Placed;
  if (on) await until(() => importer.records().length > before);
  peoplevox.tenant.warehouse.settle();
  return placed;
}
