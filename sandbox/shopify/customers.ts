import type { Clock, Timer } from "../clock.ts";
import { createRandom, type Random } from "../random.ts";
import { newCustomer } from "./demo-people.ts";
import type { Order } from "./model/records.ts";
import { type LineChange, ShopRefusedError } from "./shop.ts";
import type { ShopifySandbox } from "./shopify-sandbox.ts";

export interface CustomerRates {
  /** Mean. Default 6. */
  ordersPerMinute: number;
  /** Mean number of changes after placing, each at a random time within `editWindowMs`. Default 1.5. */
  editsPerOrder: number;
  /** Default 90,000. */
  editWindowMs: number;
  /** Share of changes that touch only note, gift message or address. Default 0.25. */
  detailShare: number;
  /** Share of changes that copy the order to a new one and cancel the old. Default 0. */
  recreateShare: number;
  /** Share of changes that cancel the order. Default 0.03. */
  cancelShare: number;
  /** Share of added or ordered products that the warehouse does not know. Default 0. */
  unknownSkuShare: number;
  /** No more orders after this many. Default: no end. */
  mostOrders: number;
  /** No more changes after this many. Default: no end. */
  mostEdits: number;
}

export const DEFAULT_CUSTOMER_RATES: CustomerRates = {
  ordersPerMinute: 6,
  editsPerOrder: 1.5,
  editWindowMs: 90_000,
  detailShare: 0.25,
  recreateShare: 0,
  cancelShare: 0.03,
  unknownSkuShare: 0,
  mostOrders: Number.POSITIVE_INFINITY,
  mostEdits: Number.POSITIVE_INFINITY,
};

export interface Customers {
  readonly counts: Readonly<CustomerCounts>;
  /** No new orders and no further changes. */
  stop(): void;
}

export interface CustomerCounts {
  ordersPlaced: number;
  /** Changes of lines by a native edit. */
  linesEdited: number;
  /** Changes of note, attributes or address. */
  detailsEdited: number;
  cancelled: number;
  recreated: number;
  /** Changes that the shop refused, e.g. because the parcel had left. */
  refused: number;
}

/** Customers who place orders and change their minds, by the sandbox's clock and seed. */
export function startCustomers(
  shopify: ShopifySandbox,
  { clock, seed, rates: given = {} }: { clock: Clock; seed: number; rates?: Partial<CustomerRates> },
): Customers {
  const rates = { ...DEFAULT_CUSTOMER_RATES, ...given };
  const random = createRandom(seed, "customers");
  const shop = shopify.actAs("Customer");
  const timers = new Set<Timer>();
  const counts: CustomerCounts = {
    ordersPlaced: 0,
    linesEdited: 0,
    detailsEdited: 0,
    cancelled: 0,
    recreated: 0,
    refused: 0,
  };
  let editsPlanned = 0;
  let stopped = false;

  const later = (delayMs: number, run: () => void): void => {
    const timer = clock.after(delayMs, () => {
      timers.delete(timer);
      if (!stopped) run();
    });
    timers.add(timer);
  };

  function placeNext(): void {
    if (counts.ordersPlaced >= rates.mostOrders) return;
    // Exponential gaps: customers do not come in step.
    const gapMs = (-Math.log(1 - random.next()) * 60_000) / rates.ordersPerMinute;
    later(gapMs, () => {
      const order = place();
      for (let edits = drawCount(random, rates.editsPerOrder); edits > 0 && editsPlanned < rates.mostEdits; edits--) {
        editsPlanned++;
        later(random.next() * rates.editWindowMs, () => changeMind(order));
      }
      placeNext();
    });
  }

  function place(): Order {
    const customer = newCustomer(random, shopify.store, clock.now());
    const skus = new Set(Array.from({ length: random.whole(1, 4) }, () => pickSku()));
    counts.ordersPlaced++;
    return shop.placeOrder({
      customerId: customer.id,
      email: customer.email,
      shippingAddress: customer.address,
      billingAddress: customer.address,
      lines: [...skus].map((sku) => ({ sku, quantity: random.whole(1, 3) })),
      shippingLines: [{ title: random.chance(0.3) ? "Express" : "Standard", price: 495 }],
    });
  }

  const pickSku = (): string => {
    const known = !random.chance(rates.unknownSkuShare);
    const variants = shopify.catalogue
      .flatMap((product) => product.variants)
      .filter((variant) => variant.requiresShipping && variant.knownToWarehouse === known);
    return random.pick(variants).sku;
  };

  function changeMind(order: Order): void {
    // Drawn before anything can be refused, so that a refusal does not shift what follows.
    const [kind, change] = [random.next(), drawLineChange(order)];
    try {
      if (kind < rates.cancelShare) {
        shop.cancelOrder(order.id);
        counts.cancelled++;
      } else if (kind < rates.cancelShare + rates.recreateShare) {
        shop.recreateOrder(order.id);
        counts.recreated++;
      } else if (kind < rates.cancelShare + rates.recreateShare + rates.detailShare) {
        changeDetails(order);
        counts.detailsEdited++;
      } else {
        shop.editOrder(order.id, [change]);
        counts.linesEdited++;
      }
    } catch (error) {
      if (!(error instanceof ShopRefusedError)) throw error;
      counts.refused++;
    }
  }

  function drawLineChange(order: Order): LineChange {
    const [kind, sku, quantity] = [random.next(), pickSku(), random.whole(1, 2)];
    const present = order.lines.filter(({ currentQuantity }) => currentQuantity > 0);
    if (kind < 0.4 || present.length === 0) return { add: { sku, quantity, allowDuplicates: true } };
    const line = random.pick(present);
    // The last line stays: an order without goods would be a cancellation.
    const removes = kind < 0.65 && present.length > 1;
    const raised = line.currentQuantity + quantity;
    const lowered = Math.max(1, line.currentQuantity - 1);
    const wanted = kind < 0.85 || lowered === line.currentQuantity ? raised : lowered;
    return { set: { lineItemId: line.id, quantity: removes ? 0 : wanted } };
  }

  function changeDetails(order: Order): void {
    const house = random.whole(1, 200);
    const change = random.pick([
      { note: `Please ring the bell twice (${house})` },
      { customAttributes: [{ key: "Gift message", value: `Happy birthday, number ${house}!` }] },
      { shippingAddress: { address1: `${house} Mill Lane` } },
    ]);
    shop.updateOrder(order.id, change);
  }

  placeNext();
  return {
    counts,
    stop() {
      stopped = true;
      for (const timer of timers) timer.cancel();
    },
  };
}

/** A whole number whose mean is `mean`. */
const drawCount = (random: Random, mean: number): number =>
  Math.floor(mean) + (random.chance(mean - Math.floor(mean)) ? 1 : 0);
