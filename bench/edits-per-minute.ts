// How many edits a minute reach the warehouse: from the first accepted webhook to the last Sales Order written, read back
// and verified, against both sandboxes on this machine. First with Peoplevox's own budget, then with none, which shows
// LastEdit's own limit.
//   node bench/edits-per-minute.ts [--only embedded|1|2] [--out FILE]
// About five minutes on a busy machine. Prints a table; fails when an edit did not arrive. Computing is read where Linux tells it.
import { appendFileSync } from "node:fs";
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { setTimeout as sleep } from "node:timers/promises";
import type { RunView } from "../runtime/cli/local-api/backend.ts";
import { openCustomers } from "../test/faults/world/customers.ts";
import { openFaultWorld } from "../test/faults/world/fault-world.ts";
import type { FaultWorld } from "../test/faults/world/fault-world.ts";
import { startOwnPostgres } from "../test/faults/world/own-postgres.ts";
import { processCpuMs } from "./claims/database-cpu.ts";

const { values } = parseArgs({ options: { only: { type: "string" }, out: { type: "string" } } });
const PEOPLEVOX = { requests: 15, perMs: 15_000 };
/** More than is ever asked for. */
const LIFTED = { requests: 1_000, perMs: 1_000 };
const BUDGETS = { "15 in 15 s": PEOPLEVOX, none: LIFTED };
const EDITS = 80;
const EDITED_AT_ONCE = 8;
const ARRIVED_WITHIN_MS = 90_000;

type Arrived = Extract<RunView, { status: "succeeded" }>;

interface Setting {
  readonly name: string;
  readonly database: string;
  readonly workers: number;
}

const SETTINGS: readonly Setting[] = [
  { name: "embedded", database: "embedded", workers: 0 },
  { name: "1", database: "PostgreSQL", workers: 1 },
  { name: "2", database: "PostgreSQL", workers: 2 },
];

tell(
  "| database | workers | budget | edits | seconds | edits a minute | requests | edits a request | computing an edit, ms | load |",
);
tell("| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
for (const setting of SETTINGS)
  if (values.only === undefined || values.only === setting.name)
    for (const budget of ["none", "15 in 15 s"] as const) await measure(setting, budget);
tell(`Node ${process.version}, ${process.platform} ${process.arch}.`);

async function measure({ database, workers }: Setting, budget: keyof typeof BUDGETS): Promise<void> {
  const postgres = workers === 0 ? null : await startOwnPostgres();
  const world = await openFaultWorld({
    databaseUrl: postgres?.url ?? null,
    ...(workers === 0 ? {} : { startConcurrency: 1 }),
    budget: BUDGETS[budget],
    rateLimit: budget !== "none",
    gates: false,
  });
  try {
    await world.start("start", "start");
    await Promise.all(Array.from({ length: workers }, (_, index) => world.start(`worker-${index + 1}`, "worker")));
    const customers = await openCustomers(world.sandbox, 20_261_124);
    await customers.place(EDITS);
    await world.sandbox.control("DELETE", "/peoplevox/requests");
    const cpuBefore = await computingMs(world);
    await editAll(world, customers.orders);
    const runs = await untilArrived(world);
    const computing = (await computingMs(world)) - cpuBefore;
    const { total } = await world.sandbox.control<{ total: number }>("GET", "/peoplevox/requests");
    const from = Math.min(...world.courier.deliveries.flatMap(({ acceptedAt }) => acceptedAt ?? []));
    const until = Math.max(...runs.map(({ finishedAt }) => Date.parse(finishedAt)));
    const seconds = (until - from) / 1000;
    const load = loadavg()[0] ?? 0;
    const figures = [seconds, (EDITS * 60) / seconds, total, EDITS / total, computing / EDITS, load];
    tell(
      `| ${[database, workers, budget, EDITS, ...figures.map((figure) => Math.round(figure * 10) / 10)].join(" | ")} |`,
    );
  } finally {
    await world.close();
    await postgres?.stop();
  }
}

/** One unit more of the first line of each order. */
async function editAll(
  { sandbox }: FaultWorld,
  orders: readonly {
    readonly id: number | string;
    readonly lines: readonly { sku: string; currentQuantity: number }[];
  }[],
): Promise<void> {
  const waiting = [...orders];
  const editSome = async (): Promise<void> => {
    for (let order = waiting.shift(); order !== undefined; order = waiting.shift()) {
      const [line] = order.lines;
      if (line === undefined) throw new Error(`The order ${order.id} has no line.`);
      const changes = [{ set: { sku: line.sku, quantity: line.currentQuantity + 1 } }];
      await sandbox.control("POST", `/shopify/orders/${order.id}/edit`, { changes });
    }
  };
  await Promise.all(Array.from({ length: EDITED_AT_ONCE }, editSome));
}

/** A run ends like this only after the Sales Order was read back and is as wanted. */
async function untilArrived(world: FaultWorld): Promise<readonly Arrived[]> {
  const before = Date.now() + ARRIVED_WITHIN_MS;
  for (;;) {
    const runs = await world.api<RunView[]>("/api/runs?status=succeeded&limit=500");
    const arrived = runs.filter((run) => run.status === "succeeded").filter((run) => run.outcome === "apply-in-place");
    if (arrived.length === EDITS) return arrived;
    if (Date.now() > before)
      throw new Error(`${arrived.length} of ${EDITS} edits arrived within ${ARRIVED_WITHIN_MS / 1000} s.`);
    await sleep(500);
  }
}

async function computingMs({ processes }: FaultWorld): Promise<number> {
  const spent = await Promise.all([...processes.values()].map(({ pid }) => processCpuMs(pid)));
  return spent.reduce<number>((sum, ms) => sum + (ms ?? Number.NaN), 0);
}

function tell(line: string): void {
  console.log(line);
  if (values.out !== undefined) appendFileSync(values.out, `${line}\n`);
}
