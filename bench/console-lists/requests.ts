const DAY_MS = 86_400_000;

/** What a person's console asks for on its lists, by name; each call asks for something else. */
export function CONSOLE_REQUESTS(runs: number): readonly (readonly [string, (call: number) => string])[] {
  const oneOf = <T>(list: readonly T[], call: number): T => list[call % list.length] as T;
  const someRun = (call: number): number => 1 + ((call * 7_919_993) % runs);
  const orderOf = (run: number): string => `#${1000 + Math.floor(run / 2)}`;
  const dayAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();
  const query = (filter: Readonly<Record<string, string | number>>): string =>
    new URLSearchParams(
      Object.entries(filter).map(([key, value]): [string, string] => [key, String(value)]),
    ).toString();
  const found =
    (list: string, filter: (call: number) => Readonly<Record<string, string | number>>) =>
    (call: number): string =>
      `${list}?${query(filter(call))}`;
  const GROUPS = ["applied", "already-right", "waiting", "blocked"] as const;
  const RECIPES = ["send-order-edit-to-warehouse", "watch-sync-gaps", "create-rma-for-refund"] as const;
  return [
    ["today", () => "/today"],
    ["health", () => "/health"],
    ["runs", () => "/runs"],
    ["runs, deep page", found("/runs", (call) => ({ before: someRun(call) }))],
    ["runs, choices of the filters", () => "/runs/choices"],
    ["runs by order", found("/runs", (call) => ({ order: orderOf(someRun(call)) }))],
    ["runs by an order that is none", found("/runs", (call) => ({ order: `#X${call}` }))],
    ["runs by status", found("/runs", (call) => ({ status: oneOf(["failed", "waiting", "cancelled"], call) }))],
    ["runs by recipe and status", found("/runs", (call) => ({ recipe: oneOf(RECIPES, call), status: "failed" }))],
    ["runs by a rare outcome", found("/runs", (call) => ({ outcome: oneOf(["stop-parcel", "cancel"], call) }))],
    ["runs by recipe and rare outcome", found("/runs", () => ({ recipe: "alert-owners", outcome: "stop-parcel" }))],
    ["runs by what became of them", found("/runs", (call) => ({ became: oneOf(GROUPS, call) }))],
    [
      "runs of a recipe by what became of them",
      found("/runs", (call) => ({ recipe: "daily-operations-digest", became: oneOf(GROUPS, call) })),
    ],
    ["runs of a day", found("/runs", (call) => ({ from: dayAgo(1 + (call % 80)), to: dayAgo(call % 80) }))],
    [
      "blocked runs of a day",
      found("/runs", (call) => ({ became: "blocked", from: dayAgo(1 + (call % 80)), to: dayAgo(call % 80) })),
    ],
    ["runs by a text that is everywhere", found("/runs", (call) => ({ text: oneOf(["sales order", "fin"], call) }))],
    ["runs by a SKU", found("/runs", (call) => ({ text: `OXF-SHI-${100 + ((call * 37) % 900)}` }))],
    ["runs by a text of an error", found("/runs", (call) => ({ text: oneOf(["zebra", "nosuchword"], call) }))],
    [
      "runs by text and status",
      found("/runs", (call) => ({ text: oneOf(["zebra", "sales"], call), status: "failed" })),
    ],
    ["one run", (call) => `/runs/${someRun(call)}`],
    ["orders", () => "/orders"],
    ["orders, deep page", found("/orders", (call) => ({ before: someRun(call) }))],
    ["orders by name", found("/orders", (call) => ({ text: orderOf(someRun(call)) }))],
    ["orders by the beginning of a name", found("/orders", (call) => ({ text: `10${call % 10}` }))],
    ["orders by a text that is none", found("/orders", (call) => ({ text: `nosuch${call}` }))],
    [
      "one order",
      (call) => `/orders/${encodeURIComponent(`demo.myshopify.com:${5_000_000_000 + Math.floor(someRun(call) / 2)}`)}`,
    ],
    ["exceptions", () => "/exceptions"],
    ["exceptions, seen last first", found("/exceptions", () => ({ sort: "last-seen" }))],
    [
      "exceptions to do, by owner",
      found("/exceptions", (call) => ({ state: "to-do", owner: oneOf(["warehouse", "merchandising"], call) })),
    ],
    ["exceptions by kind", found("/exceptions", (call) => ({ kind: oneOf(["unknown-sku", "picking-started"], call) }))],
    ["exceptions of an order", found("/exceptions", (call) => ({ order: `#${1000 + call * 17}`, status: "all" }))],
    ["exceptions by text", found("/exceptions", (call) => ({ text: `oxf ${call}` }))],
    ["exceptions by a text that is everywhere", found("/exceptions", () => ({ text: "more about", status: "all" }))],
    ["exceptions due soon", found("/exceptions", () => ({ dueBefore: dayAgo(-1) }))],
    ["exceptions of a person", found("/exceptions", () => ({ assignee: "Priya Nair", status: "all" }))],
    ["closed exceptions", found("/exceptions", () => ({ status: "closed", sort: "last-seen" }))],
    ["recipes", () => "/recipes"],
    ["one recipe", () => "/recipes/send-order-edit-to-warehouse"],
    ["connections", () => "/connections"],
    ["audit log", () => "/audit"],
    ["replays", () => "/replays"],
    ["gaps now", () => "/gaps/latest"],
    ["gaps of 30 days", () => "/gaps/history"],
    ["gaps of 90 days", () => "/gaps/history?days=90"],
    ["the last audit of the catalogue", () => "/audits/catalogue/latest"],
  ];
}
