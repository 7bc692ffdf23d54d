import type { ValueComparison } from "./value-reconciliation.ts";

/** Values of many orders in one currency, for finance. */
export interface ValueSummary {
  readonly currency: string;
  readonly ordersSame: number;
  readonly ordersDiffering: number;
  /** Sums of `TotalSale` over orders where both sides have it. */
  readonly shopifyMinor: number;
  readonly peoplevoxMinor: number;
}

export interface ValueReport {
  /** Largest number of orders first. */
  readonly byCurrency: readonly ValueSummary[];
  readonly ordersNotCompared: number;
}

/** Adds comparisons up, currency by currency: amounts of different currencies are never mixed. */
export function summariseValues(comparisons: readonly ValueComparison[]): ValueReport {
  const sums = new Map<string, ValueSummary>();
  let ordersNotCompared = 0;
  for (const comparison of comparisons) {
    if (comparison.state === "not-compared") {
      ordersNotCompared += 1;
      continue;
    }
    const { currency, state, values } = comparison;
    const before = sums.get(currency);
    const total = values.find(({ field, peoplevoxMinor }) => field === "TotalSale" && peoplevoxMinor !== null);
    sums.set(currency, {
      currency,
      ordersSame: (before?.ordersSame ?? 0) + (state === "same" ? 1 : 0),
      ordersDiffering: (before?.ordersDiffering ?? 0) + (state === "differs" ? 1 : 0),
      shopifyMinor: (before?.shopifyMinor ?? 0) + (total?.shopifyMinor ?? 0),
      peoplevoxMinor: (before?.peoplevoxMinor ?? 0) + (total?.peoplevoxMinor ?? 0),
    });
  }
  const orders = ({ ordersSame, ordersDiffering }: ValueSummary): number => ordersSame + ordersDiffering;
  return { byCurrency: [...sums.values()].sort((a, b) => orders(b) - orders(a)), ordersNotCompared };
}
