import { graphqlAmount } from "../../model/money.ts";
import type { App } from "../../model/records.ts";
import type { Store } from "../../model/store.ts";

/** What a view needs to know: the shop, who asks, and when. */
export interface ViewScope {
  store: Store;
  app: App;
  now: number;
}

/** Shop and presentment currency are the same in the sandbox shop. */
export function moneyBag({ store }: ViewScope, minor: number) {
  const money = { amount: graphqlAmount(minor), currencyCode: store.shop.currencyCode };
  return { shopMoney: money, presentmentMoney: money };
}

export const taxLine = (scope: ViewScope, minor: number, rate: number) => ({
  title: "GB VAT",
  rate,
  ratePercentage: rate * 100,
  channelLiable: false,
  source: "Shopify",
  priceSet: moneyBag(scope, minor),
});

/** The first `first` items of a plain list; without it, all. */
export const firstOf = <T>(items: readonly T[], { first }: { first?: number | null }): T[] =>
  items.slice(0, first ?? items.length);
