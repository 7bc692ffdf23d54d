interface Asked {
  readonly id: string;
  readonly query: Readonly<Record<string, string>>;
}

const START = Date.parse("2026-11-24T09:31:05.000Z");

const KINDS = [
  { outcome: "apply-in-place", summary: "#{n}: Sales Order {n} brought to the final version (OXF-SHI-NAV-M 2 → 3)" },
  { outcome: "nothing-to-do", summary: "#{n}: Sales Order {n} is already right" },
  { outcome: "stop-parcel", summary: "#{n}: picking has begun; the parcel is stopped and the warehouse is told" },
  {
    outcome: "apply-by-replacement",
    summary: "#{n}: Sales Order {n} replaced by {n}-R1 (TEE-WHT-L 1 → 0, TEE-BLK-L 0 → 1)",
  },
  {
    outcome: "apply-in-place",
    summary: "#{n}: Sales Order {n} brought to the final version (gift message, MUG-ENA-BLU 0 → 2)",
  },
] as const;

const RUNS = Array.from({ length: 60 }, (_, index) => {
  const id = 60 - index;
  const n = 1000 + id;
  const kind = KINDS[id % KINDS.length] ?? KINDS[0];
  const status = index === 0 ? "running" : index === 1 ? "waiting" : id % 13 === 0 ? "failed" : "succeeded";
  const ended = status === "succeeded" || status === "failed";
  const at = (ms: number) => new Date(START - index * 47_000 + ms).toISOString();
  return {
    id,
    recipe: id % 9 === 4 ? "swap-recreated-order" : "send-order-edit-to-warehouse",
    status,
    outcome: status === "succeeded" ? kind.outcome : null,
    order: { key: `demo|${n}`, name: `#${n}`, id: String(7_000_000 + n), shop: "demo.myshopify.com" },
    state: status === "succeeded" ? kind.outcome : status,
    summary: status === "succeeded" ? kind.summary.replaceAll("{n}", String(n)) : "",
    error: status === "failed" ? ERROR() : null,
    events: 1 + (id % 3),
    attempt: status === "waiting" ? 0 : 1,
    failures: status === "failed" ? 1 : 0,
    waits: 0,
    replayOf: null,
    queuedAt: at(0),
    dueAt: null,
    startedAt: status === "waiting" ? null : at(800),
    finishedAt: ended ? at(4_200) : null,
    durationMs: ended ? 3_400 : null,
  };
});

function ERROR() {
  return {
    message:
      "Peoplevox refused SaveData of “Sales order items”: row 2, ItemCode OXF-SHI-NAV-XXL is not known. Nothing was changed.",
    code: "peoplevox-rejected",
    retry: "never",
    effect: "not-applied",
  };
}

function detail(run: (typeof RUNS)[number]) {
  const failed = run.status === "failed";
  const step = (position: number, namespace: string, uses: string, summary: string, durationMs: number, more = {}) => ({
    id: position,
    position,
    namespace,
    uses,
    writes: false,
    attempt: 1,
    status: "succeeded",
    summary,
    decision: null,
    input: { orderId: run.order.id, shop: run.order.shop },
    returnValue: {
      salesOrderNumber: run.order.name.slice(1),
      lines: [
        { itemCode: "OXF-SHI-NAV-M", quantity: 3 },
        { itemCode: "CAP-KHA", quantity: 1 },
      ],
    },
    exports: {},
    logs: [],
    error: null,
    startedAt: run.queuedAt,
    finishedAt: run.queuedAt,
    durationMs,
    ...more,
  });
  const decision = {
    step: "update",
    outcome: run.outcome ?? "apply-in-place",
    because: "The warehouse has not started.",
    changes: "OXF-SHI-NAV-M 2 → 3",
    done: [`${run.order.name.slice(1)} put on hold`, "1 item row saved", "read back, equal; released"],
  };
  return {
    ...run,
    recipeHash: "9f31c20ab7d4",
    recipeChanged: false,
    heard: [
      {
        at: run.queuedAt,
        summary: `Order ${run.order.name} changed (orders/edited, orders/updated)`,
        payload: {
          orderId: run.order.id,
          topics: ["orders/edited", "orders/updated"],
          note: "<img src=x onerror=alert(1)>",
        },
      },
    ],
    steps: [
      step(
        0,
        "order",
        "shopify-get-current-order@0.1.0",
        `Order ${run.order.name}: 4 lines, 10 units; last changed 08:16:25`,
        26,
      ),
      step(1, "status", "peoplevox-check-sales-order-status@0.1.0", "Sales Order is Allocated", 53),
      step(2, "skus", "lastedit-check-skus@0.1.0", "All 4 SKUs are known", 33),
      step(3, "plan", "lastedit-plan-order-edit@0.1.0", "apply-in-place (OXF-SHI-NAV-M 2 → 3)", 22),
      failed
        ? step(4, "update", "peoplevox-update-sales-order@0.1.0", "Peoplevox refused", 812, {
            status: "failed",
            error: ERROR(),
            writes: true,
            logs: [
              { level: "info", text: "SaveData Sales order items, 2 rows" },
              { level: "error", text: "ResponseId -1" },
            ],
          })
        : step(4, "update", "peoplevox-update-sales-order@0.1.0", "Sales Order brought to the final version", 3_102, {
            writes: true,
            decision,
            logs: [
              { level: "info", text: "hold placed" },
              { level: "info", text: "SaveData: 1 row" },
            ],
          }),
      ...(failed
        ? []
        : [
            step(5, "exception", "lastedit-raise-exception@0.1.0", "Skipped: its condition was not met.", 0, {
              status: "skipped",
              durationMs: null,
              input: null,
              returnValue: null,
            }),
          ]),
    ],
    decision: failed ? null : decision,
    lastWord: failed ? "An exception is open for merchandising." : "The warehouse works from the final version.",
    replays: [],
    exceptions: failed ? [{ id: "demo|1012|unknown-sku", title: "SKU is not known in Peoplevox", status: "open" }] : [],
    links: [{ label: "Order in Shopify", url: "https://admin.shopify.com/store/demo/orders/1" }],
    canCancel: run.status === "running" || run.status === "waiting",
    canReplay: true,
  };
}

const SESSION = {
  user: { id: "1", name: "Ada Lorne", email: "ada@example.com", role: "admin", hasPassword: true },
  how: "link",
  csrf: "csrf",
  expiresAt: "2026-11-25T09:00:00.000Z",
  installation: { name: "Hartley & Moss", timeZone: "Europe/London", version: "0.1.0", demo: true },
};

/** Answers by method and path of the contract. */
export const FIXTURES: Readonly<Record<string, (asked: Asked) => unknown>> = {
  "GET /session": () => SESSION,
  "POST /sign-in": () => SESSION,
  "POST /sign-in/link": () => SESSION,
  "POST /sign-out": () => ({}),
  "GET /sign-in/options": () => ({ password: true, oidc: { name: "Okta", startPath: "/api/v1/sign-in/oidc" } }),
  "GET /runs": ({ query }) => {
    const before = Number(query["before"] ?? Number.MAX_SAFE_INTEGER);
    const fit = RUNS.filter(
      ({ id, status, order }) =>
        id < before &&
        (query["status"] === undefined || status === query["status"]) &&
        (query["order"] === undefined || order.name.includes(query["order"].replace("#", ""))),
    );
    const items = fit.slice(0, 25);
    return { items, next: fit.length > items.length ? String(items.at(-1)?.id) : null };
  },
  "GET /runs/choices": () => ({
    recipes: ["send-order-edit-to-warehouse", "swap-recreated-order"],
    outcomes: [...new Set(KINDS.map(({ outcome }) => outcome))],
  }),
  "GET /runs/:id": ({ id }) => {
    const run = RUNS.find((each) => String(each.id) === id);
    return run === undefined ? null : detail(run);
  },
  "GET /orders": ({ query }) => ({
    items: RUNS.filter(({ order }) => order.name.slice(1).startsWith((query["text"] ?? "").replace("#", "")))
      .slice(0, Number(query["limit"] ?? 50))
      .map(({ order, startedAt, queuedAt, state }) => ({
        ...order,
        runs: 1,
        lastRunAt: startedAt ?? queuedAt,
        lastState: state,
        openExceptions: 0,
      })),
    next: null,
  }),
};
