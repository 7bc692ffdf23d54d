import { createRandom } from "../../../sandbox/random.ts";
import type { SandboxProcess } from "../../end-to-end/installation.ts";
import type { ShopOrder, Variant } from "../../end-to-end/season/systems.ts";
import { until } from "../../end-to-end/installation.ts";

/** People who order and change their minds, the same for the same seed. */
export interface Customers {
  readonly orders: readonly ShopOrder[];
  /** Places orders, and waits until the other integration has imported them. */
  place(count: number): Promise<void>;
  /** One edit of each of the next `count` orders in turn: a line more, a unit more, a line less. */
  edit(count: number): Promise<void>;
}

export async function openCustomers({ control }: SandboxProcess, seed: number): Promise<Customers> {
  const random = createRandom(seed, "customers");
  const catalogue = await control<{ variants: Variant[] }[]>("GET", "/shopify/catalogue");
  const known = catalogue
    .flatMap(({ variants }) => variants)
    .filter(({ requiresShipping, knownToWarehouse }) => requiresShipping && knownToWarehouse)
    .map(({ sku }) => sku);
  const orders: ShopOrder[] = [];
  let turn = 0;

  return {
    orders,
    async place(count) {
      const first = orders.length;
      for (let index = 0; index < count; index += 1) {
        const start = random.whole(0, known.length - 3);
        const lines = known.slice(start, start + 2).map((sku) => ({ sku, quantity: 1 + random.whole(0, 2) }));
        orders.push(await control<ShopOrder>("POST", "/shopify/orders", { lines }));
      }
      await until("the new orders are imported", 30_000, async () => {
        const { salesOrders } = await control<{ salesOrders: { number: string }[] }>("GET", "/peoplevox/sales-orders");
        const numbers = new Set(salesOrders.map(({ number }) => `#${number}`));
        const missing = orders.slice(first).filter(({ name }) => !numbers.has(name));
        return missing.length === 0 || `${missing.length} are missing.`;
      });
    },
    async edit(count) {
      for (let index = 0; index < count; index += 1) {
        const { id } = orders[turn++ % orders.length]!;
        const { lines } = await control<ShopOrder>("GET", `/shopify/orders/${id}`);
        const live = lines.filter(({ currentQuantity }) => currentQuantity > 0);
        const line = random.pick(live.length > 0 ? live : lines);
        const chance = random.next();
        const add = { add: { sku: random.pick(known), quantity: 1, allowDuplicates: true } };
        const fewer = live.length > 1 || line.currentQuantity > 1 ? line.currentQuantity - 1 : line.currentQuantity + 1;
        const set = (quantity: number) => ({ set: { sku: line.sku, quantity } });
        const change = chance < 0.3 ? add : set(chance < 0.5 ? line.currentQuantity + 1 : fewer);
        // Of two lines with the same SKU the shop may take the other, and find nothing to change.
        const edit = (changes: object[]) => control("POST", `/shopify/orders/${id}/edit`, { changes });
        await edit([change]).catch(() => edit([add]));
      }
    },
  };
}
