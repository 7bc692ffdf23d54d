// How long each page of the console takes until it can be used, on the demo data, in a browser that knows none of the
// data; and how much compressed JavaScript it has loaded by then, with what is loaded only after something shows.
//   node bench/console-pages.ts [loads]
// Prints a line per page, the median of its loads, then one line of JSON; ends with 1 when one takes more than a second.
// The computing time of the page's main thread is told too. What each page needs before anything shows is limited and
// printed by `node runtime/build/build-console.ts`.
import type { CDPSession, Page } from "playwright-core";
import { PAGES } from "../test/console/support/pages.ts";
import { openWorld } from "../test/console/support/world.ts";

const TARGET_MS = 1_000;
const loads = Number(process.argv[2] ?? 3);

/** Drawn, and the main thread is free: something pressed now is answered. */
const FREE = "new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))";
const JAVASCRIPT_BYTES = `performance.getEntriesByType("resource").filter(({ name }) => /\\.js$/.test(name))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`;

interface Load {
  readonly ms: number;
  readonly computingMs: number;
  readonly javascriptBytes: number;
}

async function load(page: Page, path: string): Promise<Load> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  const began = performance.now();
  await page.goto(path, { waitUntil: "commit" });
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.evaluate(FREE);
  const ms = performance.now() - began;
  return {
    ms,
    computingMs: await computingMs(devtools),
    javascriptBytes: await page.evaluate<number>(JAVASCRIPT_BYTES),
  };
}

/** Of the page's main thread, since the page began. */
async function computingMs(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send("Performance.getMetrics");
  return 1_000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0);
}

function median(values: readonly number[]): number {
  return Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0);
}

const world = await openWorld();
const measured = [];
for (const { name, path, signedIn } of PAGES) {
  const taken: Load[] = [];
  for (let count = 0; count < loads; count += 1) {
    taken.push(await load(signedIn ? await world.signedIn() : await world.page(), path));
    await world.closePages();
  }
  const result = {
    name,
    ms: median(taken.map(({ ms }) => ms)),
    computingMs: median(taken.map((each) => each.computingMs)),
    javascriptKb: Math.round(Math.max(...taken.map(({ javascriptBytes }) => javascriptBytes)) / 1024),
  };
  measured.push(result);
  console.error(
    `${name.padEnd(20)} ${result.ms} ms, computing ${result.computingMs} ms, ${result.javascriptKb} kB of JavaScript`,
  );
}
await world.close();
console.log(JSON.stringify({ node: process.versions.node, loads, measured }));
process.exitCode = measured.some(({ ms }) => ms > TARGET_MS) ? 1 : 0;
