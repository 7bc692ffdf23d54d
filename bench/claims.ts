// How fast runs are claimed when many wait: claims per second, the time of one claim and what it costs the database, by
// how many runs wait and how many workers claim. One tenant of four has flooded us; one order in fifty has several runs.
// Fails when a run is claimed twice, while another of its order is under way, or before an earlier one of its order.
//   node bench/claims.ts [waiting,…] [workers,…]       on the embedded database, one worker
//   DATABASE_URL=postgres://… node bench/claims.ts
// Prints a line per case, then one line of JSON. The schemas `lastedit` and `lastedit_queue` of a PostgreSQL are dropped
// first.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fairPlaces } from "../runtime/engine/fair-places.ts";
import { openRunQueue } from "../runtime/engine/run-queue.ts";
import type { ClaimedRun, RunQueue } from "../runtime/engine/run-queue.ts";
import type { Database } from "../runtime/store/database.ts";
import { openDatabase } from "../runtime/store/open-database.ts";
import { openPostgresDatabase } from "../runtime/store/postgres-database.ts";
import { databaseCpuMs } from "./claims/database-cpu.ts";
import { openOrderWatch } from "./claims/order-watch.ts";
import type { OrderWatch } from "./claims/order-watch.ts";
import { CLAIM_LANES, CLAIM_RECIPES, ordersOfRuns, seedWaitingRuns } from "./claims/seed-waiting-runs.ts";

/** As many as the engine asks for at once. */
const AT_ONCE = 150;
const MOST_CLAIMS = 40;
const numbers = (text: string): number[] => text.split(",").map(Number);
const databaseUrl = process.env["DATABASE_URL"];
const sizes = numbers(process.argv[2] ?? "1000,10000,100000");
const teams = numbers(process.argv[3] ?? (databaseUrl === undefined ? "1" : "1,4"));
const home = await mkdtemp(path.join(tmpdir(), "lastedit-bench-"));

interface Worker {
  readonly database: Database;
  readonly queue: RunQueue;
}

async function openWorkers(count: number): Promise<Worker[]> {
  const workers: Worker[] = [];
  for (let worker = 0; worker < count; worker += 1) {
    const database = await openDatabase({ databaseUrl, home });
    workers.push({ database, queue: await openRunQueue(database) });
  }
  return workers;
}

/** Claims and ends runs until there is none, or it has claimed often enough. */
async function work(
  { database, queue }: Worker,
  watch: OrderWatch,
  took: number[],
  claimed: ClaimedRun[],
): Promise<void> {
  const { places, others } = fairPlaces(500, CLAIM_LANES, new Map());
  for (let claim = 0; claim < MOST_CLAIMS; claim += 1) {
    const began = performance.now();
    const runs = await queue.claim(AT_ONCE, { recipes: CLAIM_RECIPES, places, others });
    took.push(performance.now() - began);
    if (runs.length === 0 && (await allClaimed(database))) return;
    claimed.push(...runs);
    watch.begun(runs);
    await endAll(database, runs, watch);
  }
}

/** Two workers that ask at the same moment may be after the same runs. */
async function allClaimed(database: Database): Promise<boolean> {
  const { rows } = await database.query(
    "SELECT 1 FROM lastedit_queue.job WHERE name = 'runs' AND state < 'active' LIMIT 1",
  );
  return rows.length === 0;
}

async function endAll(database: Database, runs: readonly ClaimedRun[], watch: OrderWatch): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query("UPDATE lastedit.runs SET status = 'succeeded', finished_at = now() WHERE id = ANY ($1::int[])", [
      runs.map(({ runId }) => runId),
    ]);
    await tx.query("DELETE FROM lastedit_queue.job WHERE name = 'runs' AND id = ANY ($1::uuid[])", [
      runs.map(({ jobId }) => jobId),
    ]);
    watch.ends(runs);
  });
}

const results: object[] = [];
for (const waiting of sizes) {
  for (const team of teams) {
    if (databaseUrl !== undefined) {
      const empty = openPostgresDatabase(databaseUrl);
      await empty.exec("DROP SCHEMA IF EXISTS lastedit CASCADE; DROP SCHEMA IF EXISTS lastedit_queue CASCADE;");
      await empty.close();
    }
    const workers = await openWorkers(team);
    const [first] = workers;
    if (first === undefined) throw new Error(`${team} workers were asked for; expected at least one.`);
    await seedWaitingRuns(first.database, first.queue, waiting);
    const took: number[] = [];
    const claimed: ClaimedRun[] = [];
    const watch = openOrderWatch(await ordersOfRuns(first.database));
    const cpuBefore = await databaseCpuMs(first.database);
    const began = performance.now();
    await Promise.all(workers.map((worker) => work(worker, watch, took, claimed)));
    const seconds = (performance.now() - began) / 1000;
    const cpuAfter = await databaseCpuMs(first.database);
    took.sort((a, b) => a - b);
    const at = (share: number): number => Number((took[Math.ceil(took.length * share) - 1] ?? 0).toFixed(1));
    const early = claimed.slice(0, 400);
    const result = {
      waiting,
      workers: team,
      claimed: claimed.length,
      claimedPerSecond: Math.round(claimed.length / seconds),
      claimP50Ms: at(0.5),
      claimP95Ms: at(0.95),
      // Its end included, as the benchmark stores it.
      databaseCpuMsPerRun:
        cpuBefore === null || cpuAfter === null ? null : Number(((cpuAfter - cpuBefore) / claimed.length).toFixed(2)),
      earlyByLane: CLAIM_LANES.map((lane) => early.filter((run) => run.lane === lane).length),
    };
    results.push(result);
    console.error(JSON.stringify(result));
    for (const { database, queue } of workers) {
      await queue.stop();
      if (databaseUrl === undefined)
        await database.exec("TRUNCATE lastedit.runs CASCADE; DELETE FROM lastedit_queue.job");
      await database.close();
    }
  }
}
console.log(JSON.stringify({ database: databaseUrl === undefined ? "embedded" : "postgres", results }));
await rm(home, { recursive: true, force: true });
