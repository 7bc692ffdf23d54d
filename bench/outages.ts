// Peoplevox and Shopify are away in several ways while customers edit: two workers and a start on one PostgreSQL. What
// was lost and written twice, what people see meanwhile, and how many requests come at once when it is back.
//   node bench/outages.ts [--only peoplevox|shopify] [--out FILE]
// About a quarter of an hour. Prints a table; fails when anything is lost, written twice, or not as it should be at the
// end, when an outage is not shown, or when more requests than the budget come in any window.
import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { until } from "../test/end-to-end/installation.ts";
import { ALL_WELL, invariantsOf, journal, lookAtEnd, untilAtRest } from "../test/faults/world/at-rest.ts";
import { mostWithin } from "../test/faults/world/claims.ts";
import type { Status } from "../runtime/cli/local-api/backend.ts";
import { openCustomers } from "../test/faults/world/customers.ts";
import type { Customers } from "../test/faults/world/customers.ts";
import { openFaultWorld } from "../test/faults/world/fault-world.ts";
import type { FaultWorld } from "../test/faults/world/fault-world.ts";
import { openOutageGate, OUTAGES } from "../test/faults/world/outage-gate.ts";
import type { Outage, OutageGate } from "../test/faults/world/outage-gate.ts";
import { startOwnPostgres } from "../test/faults/world/own-postgres.ts";

const { values } = parseArgs({ options: { only: { type: "string" }, out: { type: "string" } } });
const BUDGET = { requests: 60, perMs: 15_000 };
/** A read that hangs is tried three times, 20 s each here, before anybody can know. */
const AWAY_MS = { "connections refused": 60_000, hangs: 90_000, "HTML with 200": 60_000, "HTML with 503": 60_000 };
const EDITS = 24;

interface Row {
  readonly system: string;
  readonly outage: Outage;
  /** Until the connection, or the source that asks it, was shown as away; `null` when it never was. */
  readonly shownAfterMs: number | null;
  /** Requests that came while it was away. */
  readonly whileAway: number;
  /** Most requests in any 15 s, from its return on. */
  readonly mostInAnyWindow: number;
  readonly secondsToRest: number;
  readonly lost: number;
  readonly repeatedWrites: number;
  readonly inSync: number;
  readonly wrong: readonly string[];
}

const postgres = await startOwnPostgres();
const gates = { peoplevox: await openOutageGate(), shopify: await openOutageGate() };
const world = await openFaultWorld({
  databaseUrl: postgres.url,
  startConcurrency: 2,
  workerConcurrency: 50,
  budget: BUDGET,
  gates: false,
  profile: { timeoutMs: 20_000 },
  warehouseUrl: (real) => gates.peoplevox.url(real),
  shopifyUrl: (real) => gates.shopify.url(real),
});
const rows: Row[] = [];
try {
  await world.start("start", "start");
  await Promise.all(["worker-1", "worker-2"].map((name) => world.start(name, "worker")));
  const customers = await openCustomers(world.sandbox, 20_261_124);
  await customers.place(EDITS);
  tell(
    "| away | how | shown as away after, s | requests while away | most in 15 s afterwards | s until at rest | lost | repeated writes | in sync | wrong |",
  );
  tell(`|${" --- |".repeat(10)}`);
  for (const [system, gate] of Object.entries(gates)) {
    if (values.only !== undefined && values.only !== system) continue;
    for (const outage of OUTAGES) rows.push(await play(system, outage, gate, customers));
  }
} finally {
  await world.close();
  await Promise.all(Object.values(gates).map((gate) => gate.close()));
  await postgres.stop();
}
if (rows.some(({ lost, repeatedWrites, wrong }) => lost + repeatedWrites + wrong.length > 0)) process.exitCode = 1;

async function play(system: string, outage: Outage, gate: OutageGate, customers: Customers): Promise<Row> {
  const since = (await journal(world.sandbox)).at(-1)?.sequence ?? 0;
  const began = Date.now();
  gate.fail(outage);
  await customers.edit(EDITS);
  const shownAfterMs = await untilShown(world, system, began + AWAY_MS[outage]);
  await sleep(Math.max(0, began + AWAY_MS[outage] - Date.now()));
  // A service that was away has forgotten its sessions.
  await world.sandbox.control("POST", "/peoplevox/sessions/expire");
  const back = Date.now();
  gate.fail(null);
  await untilSourcesAreWell(world);
  const rested = await untilAtRest(world, 240_000).then(
    () => [],
    (error: unknown) => [String(error).slice(0, 300)],
  );
  const end = await lookAtEnd(world, since);
  const row: Row = {
    system,
    outage,
    shownAfterMs,
    whileAway: gate.requests.filter((at) => at >= began && at < back).length,
    mostInAnyWindow: mostWithin(
      gate.requests.filter((at) => at >= back),
      BUDGET.perMs,
    ),
    secondsToRest: Math.round((Date.now() - back) / 1000),
    lost: end.silent.length,
    repeatedWrites: end.repeatedWrites,
    inSync: end.inSync,
    wrong: [
      ...rested,
      ...[...world.processes.values()].flatMap(({ name, endedBy }) => (endedBy === null ? [] : [`${name} ended`])),
      ...Object.entries(invariantsOf(end)).flatMap(([name, found]) =>
        found.length === ALL_WELL[name as keyof typeof ALL_WELL].length ? [] : [`${name}: ${found.length}`],
      ),
      ...(shownAfterMs === null ? ["it was never shown as away"] : []),
    ],
  };
  const { requests } = BUDGET;
  const crowd = system === "peoplevox" && row.mostInAnyWindow > requests ? [`more than ${requests} in 15 s`] : [];
  const seconds = shownAfterMs === null ? "never" : (shownAfterMs / 1000).toFixed(1);
  const wrong = [...row.wrong, ...crowd];
  const { whileAway, mostInAnyWindow, secondsToRest, lost, repeatedWrites, inSync } = row;
  const cells = [system, outage, seconds, whileAway, mostInAnyWindow, secondsToRest, lost, repeatedWrites, inSync];
  tell(`| ${cells.join(" | ")} | ${wrong.join("; ") || "nothing"} |`);
  return { ...row, wrong };
}

/** @returns Milliseconds until health shows it; `null` when it does not while it lasts */
async function untilShown({ api }: FaultWorld, system: string, until: number): Promise<number | null> {
  const began = Date.now();
  while (Date.now() < until) {
    const { connections } = await api<{ connections: { type: string; breaker: { state: string } }[] }>("/api/health");
    const isAway = connections.some(({ type, breaker }) => type === system && breaker.state !== "closed");
    const { sources } = await api<Status>("/api/status");
    // Of Shopify the source hears first: it looks at an order before it gives it to a run.
    const isMissed = system === "shopify" && sources.some((source) => "reason" in source);
    if (isAway || isMissed) return Date.now() - began;
    await sleep(250);
  }
  return null;
}

/** Orders that wait for a source's look are in no run yet, so that it only seems to be at rest. */
async function untilSourcesAreWell({ api }: FaultWorld): Promise<void> {
  await until("no source's ticks fail", 60_000, async () => {
    const { sources } = await api<Status>("/api/status");
    return sources.every((source) => source.state === "elsewhere" || !("reason" in source)) || JSON.stringify(sources);
  });
}

function tell(line: string): void {
  console.log(line);
  if (values.out !== undefined) appendFileSync(values.out, `${line}\n`);
}
