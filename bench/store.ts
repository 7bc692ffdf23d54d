// How fast history is read and written when there is much of it: searches, one run, a step, a purge.
//   node bench/store.ts [steps] [home]           on the embedded database; 1,000,000 step attempts unless told otherwise
//   DATABASE_URL=postgres://… node bench/store.ts 10000000
// Prints what it does, then one line of JSON. The schemas `lastedit` and `lastedit_queue` of a PostgreSQL are dropped first.
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { beginWritingStep } from "../runtime/engine/begin-step.ts";
import { dropOldPartitions, removeOldRuns } from "../runtime/store/retention/old-runs.ts";
import { maskOldRuns } from "../runtime/store/retention/mask-runs.ts";
import { searchExceptions } from "../runtime/store/exceptions/search-exceptions.ts";
import { openDatabase } from "../runtime/store/open-database.ts";
import { advanceRunCounts, countRuns } from "../runtime/store/runs/count-runs.ts";
import { findRun } from "../runtime/store/runs/read-runs.ts";
import { runDurations, runsPerHour } from "../runtime/store/runs/run-figures.ts";
import { recordStepEnd } from "../runtime/store/runs/run-progress.ts";
import { searchRuns } from "../runtime/store/runs/search-runs.ts";
import { createVault } from "../runtime/store/vault.ts";
import { measure } from "./store/measure.ts";
import type { Measured } from "./store/measure.ts";
import { seedHistory } from "./store/seed-history.ts";

const STEPS_PER_RUN = 7;
const steps = Number(process.argv[2] ?? 1_000_000);
const runs = Math.round(steps / STEPS_PER_RUN);
const databaseUrl = process.env["DATABASE_URL"];
const home = process.argv[3] ?? (await mkdtemp(path.join(tmpdir(), "lastedit-bench-")));
const database = await openDatabase({ databaseUrl, home, emptied: true });
const vault = createVault(randomBytes(32));
const seconds = (since: number): string => `${((Date.now() - since) / 1000).toFixed(0)} s`;

const began = Date.now();
await seedHistory(
  database,
  { runs, stepsPerRun: STEPS_PER_RUN, openExceptions: 5_000, closedExceptions: 20_000 },
  (done) => console.error(`${done} of ${runs} runs (${seconds(began)})`),
);
await advanceRunCounts(database);
await database.exec("VACUUM (ANALYZE)");
console.error(`Seeded and analysed in ${seconds(began)}.`);

const oneOf = <T>(list: readonly T[], call: number): T => list[call % list.length] as T;
const someRun = (call: number): number => 1 + ((call * 7_919_993) % runs);
const dayAgo = (days: number): Date => new Date(Date.now() - days * 86_400_000);
const search = (what: string, query: (call: number) => Parameters<typeof searchRuns>[1]) =>
  measure(what, 60, (call) => searchRuns(database, query(call)));
const searchOpen = (what: string, query: (call: number) => Parameters<typeof searchExceptions>[1]) =>
  measure(what, 60, (call) => searchExceptions(database, { status: "open", ...query(call) }));

const measured: Measured[] = [];
for (const one of [
  () => search("newest page", () => ({})),
  () => search("deep page", (call) => ({ before: someRun(call) })),
  () => search("by order", (call) => ({ order: `#${1000 + Math.floor(someRun(call) / 2)}` })),
  () =>
    search("by recipe and outcome", (call) => ({
      recipe: oneOf(["send-order-edit-to-warehouse", "watch-sync-gaps"], call),
      outcome: oneOf(["apply-in-place", "stop-parcel", "raised"], call),
    })),
  () => search("by a rare recipe", () => ({ recipe: "daily-operations-digest" })),
  () =>
    search("by status and recipe", (call) => ({
      status: oneOf(["failed", "cancelled", "running"] as const, call),
      recipe: oneOf(["alert-owners", "daily-operations-digest"], call),
    })),
  () =>
    search("by outcome, one day", (call) => {
      const day = 1 + (call % 80);
      return { outcome: oneOf(["stop-parcel", "cancel"], call), from: dayAgo(day + 1), to: dayAgo(day) };
    }),
  () => search("by a text that is everywhere", (call) => ({ text: oneOf(["sales order", "final", "broug"], call) })),
  () =>
    search("by a SKU", (call) => ({ text: `${oneOf(["OXF", "POL", "TEE"], call)}-SHI-${100 + ((call * 37) % 900)}` })),
  () => search("by a text of an error", (call) => ({ text: oneOf(["zebra", "did not answer", "nosuchword"], call) })),
  () =>
    search("by text, status and recipe", (call) => ({
      text: oneOf(["sales", "zebra", "final version"], call),
      status: oneOf(["failed", "cancelled"] as const, call),
      recipe: "create-rma-for-refund",
    })),
  () => measure("one run with its steps", 100, (call) => findRun(database, someRun(call))),
  () => measure("count of all runs", 10, () => countRuns(database)),
  () => measure("runs per hour of a day", 20, () => runsPerHour(database)),
  () => measure("durations of a day", 20, () => runDurations(database, dayAgo(1))),
  () => searchOpen("open exceptions", () => ({})),
  () => searchOpen("open exceptions by owner and text", (call) => ({ owner: "merchandising", text: `oxf ${call}` })),
  () => searchOpen("open exceptions of an order", (call) => ({ order: `#${1000 + call * 17}` })),
  () => measure("a step's start and end", 200, writeStep),
  () => measure("masking of 10 runs", 40, () => database.transaction((tx) => maskOldRuns(tx, dayAgo(30)))),
  () => measure("removal of 200 runs", 50, () => removeOldRuns(database, dayAgo(89))),
  () => measure("dropping of the partitions of 10 days", 1, () => dropOldPartitions(database, dayAgo(80))),
]) {
  const result = await one();
  measured.push(result);
  console.error(`${result.what.padEnd(36)} p50 ${result.p50Ms} ms, p95 ${result.p95Ms} ms, max ${result.maxMs} ms`);
}
const { rows } = await database.query<{ bytes: number }>("SELECT pg_database_size(current_database()) AS bytes");
console.log(
  JSON.stringify({ database: database.kind, runs, steps: runs * STEPS_PER_RUN, bytes: rows[0]?.bytes, measured }),
);
await database.close();
if (process.argv[3] === undefined) await rm(home, { recursive: true, force: true });

async function writeStep(call: number): Promise<void> {
  const start = {
    runId: runs - (call % 1000),
    position: 9,
    namespace: "update",
    uses: "peoplevox-update@1.0.0",
    writes: true,
    attempt: 1,
    startedAt: new Date(),
  };
  const row = await beginWritingStep(database, start);
  const text = JSON.stringify({ lines: "x".repeat(300) });
  const end = { input: text, output: text, summary: "done", logs: null, error: null, checkpoint: null };
  await recordStepEnd(database, vault, start, { status: "succeeded", finishedAt: new Date(), ...end }, row);
}
