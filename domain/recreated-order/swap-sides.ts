import type { RecreateFinding } from "./find-recreated.ts";
import type { OrderRef } from "./order-trace.ts";

/** What a swap needs of a finding. Plain data, as an event or a step carries it. */
export type SwapFinding = Pick<RecreateFinding, "kind" | "shop" | "root" | "live" | "cancelled" | "openAndReplaced"> & {
  readonly because: string;
  readonly steps: readonly { readonly original: OrderRef; readonly replacement: OrderRef }[];
};

/** The orders of a lineage by the part they play. */
export interface SwapSides {
  /** Orders that must not be sent: cancelled in Shopify, or about to be. */
  readonly old: readonly OrderRef[];
  /** Orders that are to be sent once the others cannot be; where a person decides, those that may repeat another. */
  readonly new: readonly OrderRef[];
}

/** Who is kept back, and who goes. An order that is neither is left alone. */
export function swapSides(finding: SwapFinding): SwapSides {
  const { live, cancelled, openAndReplaced, steps } = finding;
  switch (finding.kind) {
    case "recreated":
    case "split":
      return { old: [...cancelled, ...openAndReplaced], new: live };
    case "none":
      return { old: cancelled, new: unique([...live, ...openAndReplaced]) };
    case "under-way":
    case "review": {
      const replaced = new Set(openAndReplaced.map(({ id }) => id));
      const newer = unique(steps.map(({ replacement }) => replacement)).filter(
        ({ id, cancelledAt }) => cancelledAt === null && !replaced.has(id),
      );
      const keptBack = new Set(newer.map(({ id }) => id));
      const others = unique([...steps.map(({ original }) => original), ...cancelled, ...openAndReplaced]);
      return { old: others.filter(({ id }) => !keptBack.has(id)), new: newer };
    }
  }
}

/** All orders that a finding names, oldest first. */
export function ordersOf({ live, cancelled, openAndReplaced, steps }: SwapFinding): readonly OrderRef[] {
  const named = steps.flatMap(({ original, replacement }) => [original, replacement]);
  return unique([...cancelled, ...openAndReplaced, ...live, ...named]).toSorted(
    (one, other) => Date.parse(one.createdAt) - Date.parse(other.createdAt) || one.id.localeCompare(other.id),
  );
}

const unique = (orders: readonly OrderRef[]): OrderRef[] => [
  ...new Map(orders.map((order) => [order.id, order])).values(),
];
