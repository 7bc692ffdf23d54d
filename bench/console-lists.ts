// How fast the console's lists and searches answer over HTTP when history is long: 1,000,000 runs, 5,000 open exceptions.
//   node bench/console-lists.ts [runs] [home]    on the embedded database; a home that holds the runs already is reused
//   DATABASE_URL=postgres://… node bench/console-lists.ts
// Prints a line per request, then one line of JSON; ends with 1 when one is slower than 200 ms at p95. An empty
// database is filled; one that holds other runs is refused. Nothing else may use it meanwhile.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openStore } from "../runtime/cli/installation/open-store.ts";
import type { Store } from "../runtime/cli/installation/open-store.ts";
import { placesOf } from "../runtime/cli/installation/places.ts";
import { openLog } from "../runtime/cli/serving/log-file.ts";
import { serve } from "../runtime/cli/serving/serve.ts";
import { advanceRunCounts } from "../runtime/store/runs/count-runs.ts";
import { Browser } from "../test/runtime/api/browser.ts";
import { CONSOLE_REQUESTS } from "./console-lists/requests.ts";
import { measure } from "./store/measure.ts";
import type { Measured } from "./store/measure.ts";
import { seedExceptions, seedHistory } from "./store/seed-history.ts";

const TARGET_P95_MS = 200;
const CALLS = 40;
const KEEP_DAYS = 3650;
const EXCEPTIONS = { openExceptions: 5_000, closedExceptions: 20_000 };
const runs = Number(process.argv[2] ?? 1_000_000);
const databaseUrl = process.env["DATABASE_URL"];
const home = process.argv[3] ?? (await mkdtemp(path.join(tmpdir(), "lastedit-bench-")));
const env = {
  LASTEDIT_HOME: home,
  LASTEDIT_CONFIG: path.join(home, "none.yaml"),
  ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
};
const places = placesOf(env);
const store = await openStore(places, env);
await fill(store);
const log = openLog(home);
const history = {
  keepDays: KEEP_DAYS,
  maskPersonalData: true,
  maskAfterDays: KEEP_DAYS,
  keepExceptionsDays: KEEP_DAYS,
};
const served = await serve({ store, places, env, log, config: { port: 0, history } });
const browser = new Browser(served.consoleUrl);
await browser.takeLink((await served.backend.signInLink(null, "bench")).path);

const measured: Measured[] = [];
for (const [what, address] of CONSOLE_REQUESTS(runs)) {
  const result = await measure(what, CALLS, (call) => ask(address(call)));
  measured.push(result);
  const { p50Ms, p95Ms, maxMs, cpuMs } = result;
  console.error(`${what.padEnd(44)} p50 ${p50Ms} ms, p95 ${p95Ms} ms, max ${maxMs} ms, computing ${cpuMs} ms`);
}
const { rows } = await store.database.query<{ version: string }>("SELECT version()");
const { node } = process.versions;
console.log(
  JSON.stringify({ database: store.database.kind, version: rows[0]?.version, node, runs, calls: CALLS, measured }),
);
await served.stop(1_000);
await store.close();
if (process.argv[3] === undefined) await rm(home, { recursive: true, force: true });
process.exitCode = measured.some(({ p95Ms }) => p95Ms > TARGET_P95_MS) ? 1 : 0;

async function ask(address: string): Promise<void> {
  const { status, text } = await browser.get(address);
  if (status !== 200) throw new Error(`GET ${address} was answered with ${status}: ${text}`);
}

/** Goes on where it was broken off: exceptions come last. */
async function fill({ database }: Store): Promise<void> {
  const { rows: found } = await database.query<{ runs: number; exceptions: number }>(
    "SELECT (SELECT count(*) FROM lastedit.runs)::int AS runs, (SELECT count(*) FROM lastedit.exceptions)::int AS exceptions",
  );
  const there = found[0] ?? { runs: 0, exceptions: 0 };
  if (there.runs === runs && there.exceptions > 0) return;
  if (there.runs !== runs && there.runs > 0)
    throw new Error(`The database holds ${there.runs} runs, not ${runs}. Nothing was changed.`);
  const began = Date.now();
  const seconds = (): string => `${((Date.now() - began) / 1000).toFixed(0)} s`;
  const onProgress = (done: number): void => console.error(`${done} of ${runs} runs (${seconds()})`);
  if (there.runs === runs) await seedExceptions(database, EXCEPTIONS);
  else await seedHistory(database, { runs, stepsPerRun: 1, ...EXCEPTIONS }, onProgress);
  await advanceRunCounts(database);
  await database.exec("VACUUM (ANALYZE)");
  console.error(`Seeded and analysed in ${seconds()}.`);
}
