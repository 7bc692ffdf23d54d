// Whether memory, handles and the event loop stay as they are while edits come steadily, close to the request budget.
//   node bench/soak.ts [--minutes 10] [--postgres] [--per-second 1.8] [--out FILE]
// One line per minute, then the verdict. With --postgres a worker runs the recipes on a PostgreSQL of this machine.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Status } from "../runtime/cli/local-api/backend.ts";
import { openPostgresDatabase } from "../runtime/store/postgres-database.ts";
import { ALL_WELL, invariantsOf, lookAtEnd, untilAtRest } from "../test/faults/world/at-rest.ts";
import { openCustomers } from "../test/faults/world/customers.ts";
import { openFaultWorld } from "../test/faults/world/fault-world.ts";
import type { FaultWorld } from "../test/faults/world/fault-world.ts";
import { startOwnPostgres } from "../test/faults/world/own-postgres.ts";
import { PROBE_FLAGS, readProbe } from "./soak/probe.ts";
import type { ProbeReading } from "./soak/probe.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    "per-second": { type: "string", default: "1.8" },
    postgres: { type: "boolean", default: false },
    out: { type: "string" },
  },
});
const minutes = Number(values.minutes);
const perSecond = Number(values["per-second"]);
const ORDERS = 200;
/** Eight times Peoplevox's: 8 requests a second. */
const BUDGET = { requests: 120, perMs: 15_000 };
/** The first minutes fill caches and let the compiler work. */
const WARM_MINUTES = 2;
/** What counts as flat: so much more, from the readings after warming up to the last ones. */
const FLAT = { heap: 1.1, rss: 1.15, fileDescriptors: 1.1 };

interface Minute extends ProbeReading {
  readonly minute: number;
  readonly runs: number;
  readonly waiting: number;
  readonly databaseMb: number;
  readonly requests: number;
}

const postgres = values.postgres ? await startOwnPostgres() : null;
const world = await openFaultWorld({
  databaseUrl: postgres?.url ?? null,
  budget: BUDGET,
  ...(postgres === null ? {} : { startConcurrency: 1 }),
});
try {
  await soak();
} finally {
  await world.close();
  await postgres?.stop();
}

async function soak(): Promise<void> {
  const probeOf = (name: string): string => path.join(world.homeOf(name), "probe.json");
  const probed = (name: string) => ({ nodeFlags: PROBE_FLAGS, env: { LASTEDIT_PROBE: probeOf(name) } });
  const measured =
    postgres === null
      ? await world.start("start", "start", probed("start"))
      : (await world.start("start", "start"), await world.start("worker", "worker", probed("worker")));
  const customers = await openCustomers(world.sandbox, 20_261_124);
  await customers.place(ORDERS);

  const readings: Minute[] = [];
  const look = async (minute: number): Promise<void> => {
    const probe = await readProbe(measured.pid, probeOf(measured.name));
    const { runs } = await world.api<Status>("/api/status");
    const { total } = await world.sandbox.control<{ total: number }>("GET", "/peoplevox/requests");
    const reading: Minute = {
      minute,
      runs: Object.values(runs.byStatus).reduce((sum, count) => sum + count, 0),
      waiting: runs.byStatus.waiting + runs.byStatus.running,
      databaseMb: await databaseMb(),
      requests: total,
      ...probe,
    };
    readings.push(reading);
    console.log(JSON.stringify(reading));
  };

  await look(0);
  const began = Date.now();
  let edits = 0;
  for (let minute = 1; minute <= minutes; minute += 1) {
    while (Date.now() < began + minute * 60_000) {
      await customers.edit(1);
      edits += 1;
      await sleep(Math.max(0, began + (edits * 1000) / perSecond - Date.now()));
    }
    await look(minute);
  }
  await untilAtRest(world, 180_000);
  const end = await lookAtEnd(world);
  const verdict = judged(readings, edits, end);
  console.log(JSON.stringify(verdict, null, 2));
  if (values.out !== undefined) writeFileSync(values.out, JSON.stringify({ readings, verdict }, null, 2));
  if (verdict.flat === false || !verdict.endAsWanted) process.exitCode = 1;
}

function judged(readings: readonly Minute[], edits: number, end: Awaited<ReturnType<typeof lookAtEnd>>) {
  const warm = readings.filter(({ minute }) => minute >= WARM_MINUTES);
  const part = Math.max(1, Math.floor(warm.length / 3));
  const mean = (of: readonly Minute[], value: (minute: Minute) => number): number =>
    of.reduce((sum, minute) => sum + value(minute), 0) / of.length;
  const growth = (value: (minute: Minute) => number): number =>
    Math.round((mean(warm.slice(-part), value) / mean(warm.slice(0, part), value)) * 1000) / 1000;
  const tooShort = warm.length < 4;
  const grown = {
    heap: growth(({ heapMb }) => heapMb),
    rss: growth(({ rssMb }) => rssMb),
    fileDescriptors: growth(({ fileDescriptors }) => fileDescriptors),
  };
  const [first, last] = [readings[0], readings.at(-1)];
  const runs = (last?.runs ?? 0) - (first?.runs ?? 0);
  return {
    database: postgres === null ? "embedded" : "postgres",
    node: process.version,
    minutes,
    edits,
    runs,
    requestsPerSecond: Math.round(((last?.requests ?? 0) / minutes / 60) * 10) / 10,
    budgetPerSecond: (BUDGET.requests * 1000) / BUDGET.perMs,
    mbPer1000Runs: Math.round((((last?.databaseMb ?? 0) - (first?.databaseMb ?? 0)) / runs) * 10_000) / 10,
    grownAfterWarmingUp: grown,
    flat: tooShort
      ? null
      : grown.heap <= FLAT.heap && grown.rss <= FLAT.rss && grown.fileDescriptors <= FLAT.fileDescriptors,
    endAsWanted: JSON.stringify(invariantsOf(end)) === JSON.stringify(ALL_WELL),
    end: { ...end, ...invariantsOf(end) },
  };
}

async function databaseMb(): Promise<number> {
  const bytes = postgres === null ? await folderBytes(world) : await postgresBytes(postgres.url);
  return Math.round(bytes / 1e5) / 10;
}

async function postgresBytes(url: string): Promise<number> {
  const database = openPostgresDatabase(url, 1);
  const { rows } = await database.query<{ bytes: number }>("SELECT pg_database_size(current_database()) AS bytes");
  await database.close();
  return rows[0]?.bytes ?? 0;
}

/** The data itself; what is written ahead comes and goes. */
function folderBytes({ homeOf }: FaultWorld): Promise<number> {
  const folder = path.join(homeOf("start"), "database");
  const answer = execFileSync("du", ["-sb", "--exclude=pg_wal", folder], { encoding: "utf8" });
  return Promise.resolve(Number.parseInt(answer, 10));
}
