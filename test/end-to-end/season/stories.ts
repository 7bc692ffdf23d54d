import { createRandom } from "../../../sandbox/random.ts";
import type { Random } from "../../../sandbox/random.ts";

/** What happens to an order. Numbers and SKUs are drawn beforehand, so that one seed gives one season. */
export type Happening =
  | { readonly what: "place"; readonly lines: readonly OrderLine[] }
  | { readonly what: "edit"; readonly chance: number; readonly sku: string }
  /** Adds an item the warehouse has never heard of, or takes it off again. */
  | { readonly what: "add-unknown" | "remove-unknown"; readonly sku: string }
  | { readonly what: "gift-message"; readonly message: string }
  | { readonly what: "cancel" }
  /** An app copies the order to a new one; `sku` is what the customer adds by it. */
  | { readonly what: "recreate"; readonly first: "create" | "cancel"; readonly sku: string | null }
  | { readonly what: "refund"; readonly kind: "before-despatch" | "returned" | "keep-it" | "goodwill" }
  | { readonly what: "return"; readonly requested: boolean }
  | { readonly what: "move-return"; readonly move: "approve" | "decline" | "cancel" }
  | { readonly what: "process-return" }
  /** The warehouse, and the shop that hears of the despatch. */
  | { readonly what: "pick" | "pack" | "despatch" | "fulfil" };

export interface OrderLine {
  readonly sku: string;
  readonly quantity: number;
}

/** One order's part in the season. Times are milliseconds since its beginning. */
export interface Story {
  readonly kind: keyof typeof SHARES;
  readonly happenings: readonly { readonly atMs: number; readonly happening: Happening }[];
}

export interface SeasonPlan {
  readonly seed: number;
  readonly orders: number;
  /** SKUs the warehouse knows, and those it does not. */
  readonly known: readonly string[];
  readonly unknown: readonly string[];
}

/** How many of a hundred orders have which story. */
const SHARES = {
  "never changed": 18,
  edited: 32,
  "with an unknown SKU": 5,
  "with a gift message": 10,
  cancelled: 7,
  recreated: 9,
  "refunded before despatch": 4,
  "refunded or returned after despatch": 15,
} as const;

/** Orders are placed in this time, one after the other. */
const PLACING_MS = 14_000;
/** The importer needs 1.5 s; what comes before that finds no Sales Order. */
const IMPORTED_MS = 4_000;
/** The last change comes this long after an order was placed. */
const CHANGING_MS = 20_000;

/** Draws every order's story from the seed. */
export function tellStories({ seed, orders, known, unknown }: SeasonPlan): Story[] {
  const random = createRandom(seed, "season");
  const kinds = Object.entries(SHARES).flatMap(([kind, share]) =>
    Array<Story["kind"]>(share).fill(kind as Story["kind"]),
  );
  return Array.from({ length: orders }, (_, index) => {
    const kind = random.pick(kinds);
    const placedAtMs = (index / orders) * PLACING_MS;
    const lines = distinct(1 + random.whole(0, 2), () => random.pick(known)).map((sku) => ({
      sku,
      quantity: 1 + random.whole(0, 2),
    }));
    const later = WHAT_HAPPENS[kind]({ random, sku: () => random.pick(known), unknownSku: () => random.pick(unknown) });
    const happenings = [at(0, { what: "place", lines }), ...later]
      .map(({ atMs, happening }) => ({ atMs: placedAtMs + atMs, happening }))
      .toSorted((a, b) => a.atMs - b.atMs);
    return { kind, happenings };
  });
}

interface Draw {
  readonly random: Random;
  readonly sku: () => string;
  readonly unknownSku: () => string;
}

type Timed = Story["happenings"][number];

const at = (atMs: number, happening: Happening): Timed => ({ atMs, happening });

const WHAT_HAPPENS: Readonly<Record<Story["kind"], (draw: Draw) => Timed[]>> = {
  "never changed": ({ random }) => perhapsPicked(random, 0.3),
  edited: ({ random, sku }) => [
    ...times(1 + random.whole(0, 2), () => at(someTime(random), { what: "edit", chance: random.next(), sku: sku() })),
    ...perhapsPicked(random, 0.35),
  ],
  "with an unknown SKU": ({ random, unknownSku }) => {
    const sku = unknownSku();
    const addedAt = random.whole(1_000, 12_000);
    const added = at(addedAt, { what: "add-unknown", sku });
    return random.chance(0.4) ? [added, at(addedAt + 8_000, { what: "remove-unknown", sku })] : [added];
  },
  "with a gift message": ({ random }) => [
    ...times(1 + random.whole(0, 1), (count) =>
      at(someTime(random), {
        what: "gift-message",
        message: `With love, wish ${count + 1} of ${random.whole(1, 999)}`,
      }),
    ),
    ...perhapsPicked(random, 0.3),
  ],
  cancelled: ({ random }) => [at(someTime(random), { what: "cancel" }), ...perhapsPicked(random, 0.3)],
  recreated: ({ random, sku }) => {
    const chain = random.pick([1, 1, 1, 2, 3]);
    const firstAt = random.whole(500, 8_000);
    const recreations = times(chain, (count) =>
      at(firstAt + count * random.whole(2_500, 6_000), {
        what: "recreate",
        first: random.pick(["create", "cancel"]),
        sku: random.chance(0.5) ? sku() : null,
      }),
    );
    return [...recreations, ...perhapsPicked(random, 0.3)];
  },
  "refunded before despatch": ({ random }) => [at(someTime(random), { what: "refund", kind: "before-despatch" })],
  "refunded or returned after despatch": ({ random }) => {
    const sentBy = IMPORTED_MS + 1_500;
    const soon = (): number => sentBy + random.whole(500, 6_000);
    return [...picked(IMPORTED_MS, 500), ...random.pick(AFTER_DESPATCH)(random, soon)];
  },
};

/** What may become of despatched goods. Returning kinds come more often. */
const AFTER_DESPATCH: readonly ((random: Random, soon: () => number) => Timed[])[] = [
  (_random, soon) => [at(soon(), { what: "refund", kind: "returned" })],
  (_random, soon) => times(2, () => at(soon(), { what: "refund", kind: "returned" })),
  (_random, soon) => [at(soon(), { what: "refund", kind: "keep-it" })],
  (_random, soon) => [at(soon(), { what: "refund", kind: "goodwill" })],
  (_random, soon) => [at(soon(), { what: "return", requested: false })],
  (_random, soon) => [at(soon(), { what: "return", requested: false }), at(14_000, { what: "process-return" })],
  (_random, soon) => [
    at(soon(), { what: "return", requested: true }),
    at(14_000, { what: "move-return", move: "approve" }),
    at(17_000, { what: "process-return" }),
  ],
  (_random, soon) => [
    at(soon(), { what: "return", requested: true }),
    at(14_000, { what: "move-return", move: "decline" }),
  ],
  (_random, soon) => [
    at(soon(), { what: "return", requested: false }),
    at(14_000, { what: "move-return", move: "cancel" }),
  ],
];

const someTime = (random: Random): number => random.whole(500, CHANGING_MS);

/** Some orders are picked early, before, between or after their changes; all others once the season's changes are over. */
function perhapsPicked(random: Random, chance: number): Timed[] {
  return random.chance(chance) ? picked(random.whole(IMPORTED_MS, CHANGING_MS), random.whole(300, 4_000)) : [];
}

function picked(startMs: number, stepMs: number): Timed[] {
  return (["pick", "pack", "despatch", "fulfil"] as const).map((what, index) => at(startMs + index * stepMs, { what }));
}

function times<Item>(count: number, make: (index: number) => Item): Item[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function distinct(count: number, next: () => string): string[] {
  const found = new Set<string>();
  while (found.size < count) found.add(next());
  return [...found];
}
