import { createRandom } from "../../sandbox/random.ts";
import type { Random } from "../../sandbox/random.ts";
import type { WarehousePace } from "../../sandbox/warehouse/pickers.ts";
import type { SwapPolicy } from "../../domain/recreated-order/swap.rules.ts";
import type { ReturnsPolicy } from "../../domain/returns/refund-kind.rules.ts";
import type { LineRemoval } from "../../sandbox/warehouse/warehouse.ts";

/** ItemCodes that the warehouse knows. */
export const KNOWN_SKUS = ["HAT", "MUG", "SOCKS", "SCARF", "LAMP"] as const;
/** A SKU of the shop that the warehouse does not know. */
export const UNKNOWN_SKU = "NOVELTY";

export interface LinePlan {
  readonly sku: string;
  readonly quantity: number;
}

/** How the other integration brings an order into Peoplevox. */
export interface ImportPlan {
  /** After the order was placed; `null`: never. */
  readonly afterMs: number | null;
  /** After the first import, the same again: an importer that repeats itself. */
  readonly againAfterMs: number | null;
  readonly content: "at-import" | "at-creation";
}

export interface OrderPlan {
  readonly id: string;
  readonly placedAtMs: number;
  readonly lines: readonly LinePlan[];
  readonly importing: ImportPlan;
}

/** Something that people or the outside do at a moment, to one of the planned orders or to what became of it. */
export interface Happening {
  readonly id: string;
  readonly atMs: number;
  /** Index of the planned order. */
  readonly order: number;
  readonly what: What;
  /** A number of its own, for choices that depend on how things stand then. */
  readonly chance: number;
}

export const WHATS = [
  "add",
  "raise",
  "lower",
  "remove",
  "back-again",
  "address",
  "gift-message",
  "cancel",
  "recreate-create-first",
  "recreate-cancel-first",
  "refund",
  "return",
  "withdraw-return",
  "person-holds",
  "person-lets-go",
  "person-cancels",
  "allocation-run",
  "kill",
  "freeze",
] as const;

/** What happens now and then beside it. Drawn apart, so that what a seed stood for before stays as it was. */
export const RARE_WHATS = [
  "refund-otherwise",
  "story-of-a-return",
  "add-service",
  "person-doubles",
  "copy-and-leave",
  "order-anew",
] as const;
export type RareWhat = (typeof RARE_WHATS)[number];
export type What = (typeof WHATS)[number] | RareWhat;

/** Share of calls that meet each kind of trouble, 0 to 1. */
export interface Troubles {
  readonly calls: number;
  readonly pickerSteps: number;
  readonly webhooksDropped: number;
  readonly webhooksDoubled: number;
  readonly webhooksLate: number;
}

export interface TenantPlan {
  readonly lineRemoval: LineRemoval;
  readonly usesLine: boolean;
  readonly refusesEditsOncePicked: boolean;
  /** How the returns bench is told of goods that come back; `none`: people tell it. */
  readonly returns: "rma-templates" | "purchase-orders" | "none";
}

/** How the merchant has softened the rules; most have not. */
export interface PolicyPlan {
  readonly addsWhilePicking?: "apply";
  readonly detailsWhilePicking?: "tell-only";
  readonly addressOncePicked?: "apply-until-picked" | "tell-only";
  readonly onceWorkStarted?: "tell-only";
  /** `create`: nobody else brings orders into Peoplevox. */
  readonly whenMissing?: "create" | "raise";
}

/** What the merchant has said about gaps otherwise than most. */
export interface GapPlan {
  readonly repairs?: "raise-only";
  readonly parcelAtRisk?: "raise-only";
  /** Each hold is too long; most merchants wait longer than a seed lasts. */
  readonly heldTooLongHours?: 0;
  readonly heldTooLong?: "ignore";
  readonly valuesDiffer?: "ignore";
  /** The courier collects soon after the busy time. */
  readonly courierComes?: true;
}

/** All that a seed decides before anything happens. Plain data: parts can be taken out, and it runs without them. */
export interface Scenario {
  readonly seed: number;
  readonly tenant: TenantPlan;
  readonly policy: PolicyPlan;
  readonly gaps: GapPlan;
  readonly returns: Partial<ReturnsPolicy>;
  readonly swaps: Partial<SwapPolicy>;
  /** The merchant has taken the steps out of the order edit recipe that only show what the next one decides again. */
  readonly leanRecipe: boolean;
  readonly workers: number;
  readonly pace: WarehousePace;
  readonly orders: readonly OrderPlan[];
  readonly happenings: readonly Happening[];
  readonly troubles: Troubles;
  /** Crashes at a call, at most. */
  readonly mostCrashes: number;
  /** Ids of what is left out: orders, lines, happenings, troubles at calls. */
  readonly without: ReadonlySet<string>;
}

const MINUTE_MS = 60_000;
/** Within this time everything is placed and changed; what follows from it may take longer. */
export const BUSY_MS = 20 * MINUTE_MS;

/** Share of happenings that are rare ones. */
const RARE = 0.15;

const WEIGHTS: Readonly<Record<(typeof WHATS)[number], number>> = {
  add: 5,
  raise: 4,
  lower: 4,
  remove: 5,
  "back-again": 3,
  address: 2,
  "gift-message": 2,
  cancel: 2,
  "recreate-create-first": 2,
  "recreate-cancel-first": 2,
  refund: 3,
  return: 2,
  "withdraw-return": 1,
  "person-holds": 1,
  "person-lets-go": 1,
  "person-cancels": 0.5,
  "allocation-run": 1,
  kill: 1,
  freeze: 0.7,
};

/** What a seed stands for. The same seed gives the same scenario, on every machine. */
export function scenarioOf(seed: number, without: ReadonlySet<string> = new Set()): Scenario {
  const random = createRandom(seed, "scenario");
  const rare = createRandom(seed, "rare");
  const calm = random.chance(0.2);
  // Most seeds are short stories, since a story costs what it is long, and more of them see more.
  const short = random.chance(0.75);
  const ordered = Array.from({ length: short ? 1 : random.pick([1, 2, 2, 3]) }, (_, index) => orderPlan(random, index));
  const whenMissing = rare.chance(0.06) ? rare.pick(["create", "raise"] as const) : undefined;
  const orders = whenMissing === "create" ? ordered.map(withoutImporter) : ordered;
  const happenings = Array.from(
    { length: short ? random.whole(1, 3) : random.whole(2, 3 + 2 * orders.length) },
    (_, index) => {
      const usual = happening(random, index, orders);
      return rare.chance(RARE) ? { ...usual, what: rare.pick(RARE_WHATS) } : usual;
    },
  );
  return {
    seed,
    tenant: {
      lineRemoval: random.pick(["none", "quantity-0", "delete-row"] as const),
      usesLine: random.chance(0.7),
      refusesEditsOncePicked: random.chance(0.5),
      returns: rare.pick(["rma-templates", "rma-templates", "rma-templates", "purchase-orders", "none"] as const),
    },
    policy: {
      ...(random.chance(0.7) ? {} : policyPlan(random)),
      ...(whenMissing === undefined ? {} : { whenMissing }),
    },
    gaps: rare.chance(0.8) ? {} : gapPlan(rare),
    returns: rare.chance(0.8) ? {} : returnsPlan(rare),
    swaps: rare.chance(0.9) ? {} : swapPlan(rare),
    leanRecipe: random.chance(0.7),
    workers: random.pick([1, 1, 2]),
    pace: {
      pickStartMs: random.pick([30_000, 90_000, 4 * MINUTE_MS, 12 * MINUTE_MS]),
      pickLineMs: random.pick([2_000, 20_000, 90_000]),
      packMs: random.pick([5_000, 60_000, 5 * MINUTE_MS]),
      despatchMs: random.pick([10_000, 2 * MINUTE_MS, 10 * MINUTE_MS]),
      jitter: 0.6,
      allocationRunMs: 4 * MINUTE_MS,
    },
    orders,
    happenings: happenings.toSorted((one, other) => one.atMs - other.atMs),
    troubles: {
      calls: calm ? 0 : random.pick([0.01, 0.04, 0.12]),
      pickerSteps: calm ? 0 : random.pick([0.02, 0.08, 0.2]),
      webhooksDropped: random.pick([0, 0.05, 0.5]),
      webhooksDoubled: random.pick([0, 0.2]),
      webhooksLate: random.pick([0, 0.3]),
    },
    mostCrashes: calm ? 0 : random.pick([0, 1, 2]),
    without,
  };
}

function policyPlan(random: Random): PolicyPlan {
  return {
    ...(random.chance(0.5) ? { addsWhilePicking: "apply" } : {}),
    ...(random.chance(0.5) ? { detailsWhilePicking: "tell-only" } : {}),
    ...(random.chance(0.6) ? { addressOncePicked: random.pick(["apply-until-picked", "tell-only"] as const) } : {}),
    ...(random.chance(0.4) ? { onceWorkStarted: "tell-only" } : {}),
  };
}

function gapPlan(rare: Random): GapPlan {
  return {
    ...(rare.chance(0.4) ? { repairs: "raise-only" } : {}),
    ...(rare.chance(0.4) ? { parcelAtRisk: "raise-only" } : {}),
    ...(rare.chance(0.4) ? { heldTooLongHours: 0 } : {}),
    ...(rare.chance(0.4) ? { courierComes: true } : {}),
    ...(rare.chance(0.2) ? { heldTooLong: "ignore" } : {}),
    ...(rare.chance(0.4) ? { valuesDiffer: "ignore" } : {}),
  };
}

function returnsPlan(rare: Random): Partial<ReturnsPolicy> {
  return {
    ...(rare.chance(0.5) ? { noRestock: "expect-goods" } : {}),
    ...(rare.chance(0.5) ? { restockedInShop: "expect-goods" } : {}),
    ...(rare.chance(0.5) ? { returnClosed: "nothing-comes" } : {}),
  };
}

function swapPlan(rare: Random): Partial<SwapPolicy> {
  return {
    ...(rare.chance(0.6) ? { onceOldStarted: "leave" } : {}),
    ...(rare.chance(0.6) ? { onReview: "tell-only" } : {}),
  };
}

const withoutImporter = (plan: OrderPlan): OrderPlan => ({
  ...plan,
  importing: { ...plan.importing, afterMs: null, againAfterMs: null },
});

function orderPlan(random: Random, index: number): OrderPlan {
  const skus = [...KNOWN_SKUS].sort(() => random.next() - 0.5);
  const lines = skus.slice(0, random.whole(1, 4)).map((sku) => ({ sku, quantity: random.whole(1, 3) }));
  const kind = random.next();
  const afterMs = kind < 0.04 ? null : kind < 0.2 ? random.whole(1, 10) * MINUTE_MS : random.whole(1_000, 40_000);
  return {
    id: `o${index}`,
    placedAtMs: random.whole(0, 3 * MINUTE_MS),
    lines,
    importing: {
      afterMs,
      againAfterMs: random.chance(0.06) ? random.whole(10_000, 6 * MINUTE_MS) : null,
      content: random.chance(0.8) ? "at-import" : "at-creation",
    },
  };
}

function happening(random: Random, index: number, orders: readonly OrderPlan[]): Happening {
  const order = random.whole(0, orders.length - 1);
  const from = (orders[order]?.placedAtMs ?? 0) + 5_000;
  return {
    id: `h${index}`,
    atMs: random.whole(from, BUSY_MS),
    order,
    what: weighted(random),
    chance: random.next(),
  };
}

function weighted(random: Random): (typeof WHATS)[number] {
  const total = WHATS.reduce((sum, what) => sum + WEIGHTS[what], 0);
  let left = random.next() * total;
  for (const what of WHATS) {
    left -= WEIGHTS[what];
    if (left < 0) return what;
  }
  return "add";
}
