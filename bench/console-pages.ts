// How long each page of the console takes until it can be used, on the demo data, in a browser that knows none of the
// data; and how much compressed JavaScript it has loaded by then, with what is loaded only after something shows.
//   node bench/console-pages.ts [loads] [part of a page's name]
// Prints a line per page, the median of its loads, then one line of JSON; ends with 1 when one takes more than a second.
// The computing time of the page's main thread is told too, until the page can be used and until nothing more comes, so
// that what is only put off is seen. What each page needs before anything shows is limited and printed by
// `node runtime/build/build-console.ts`.
import type { CDPSession, Page } from "playwright-core";
import { PAGES } from "../test/console/support/pages.ts";
import { openWorld } from "../test/console/support/world.ts";

const TARGET_MS = 1_000;
const loads = Number(process.argv[2] ?? 3);
const asked = process.argv[3] ?? "";

/**
 * Since the page was asked for, until its head and its data are drawn and the main thread is free: something pressed now
 * is answered. The page itself looks after each change, since looking from outside keeps it busy.
 */
const NOTE_WHEN_USABLE = `window.usableMs = new Promise((resolve) => {
  const loading = () => [...document.querySelectorAll("main [role=status]")].some((each) => /^Loading/.test(each.textContent));
  const watch = new MutationObserver(() => {
    if (document.querySelector("h1") === null || loading()) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
  });
  watch.observe(document, { childList: true, subtree: true });
})`;
/** Nothing is loading, and nothing has taken the main thread for a while. */
const SETTLED = `new Promise((resolve) => {
  let timer;
  const wait = () => (clearTimeout(timer), (timer = setTimeout(resolve, 400)));
  new PerformanceObserver(wait).observe({ entryTypes: ["longtask", "resource", "layout-shift"] });
  wait();
})`;
/** Files and answers so far; rounds are how many of them waited for one another, the page itself being the first. */
const LOADED = `(() => {
  const all = performance.getEntriesByType("resource").toSorted((a, b) => a.responseEnd - b.responseEnd);
  const bytes = all.filter(({ name }) => /\\.js$/.test(name)).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
  let rounds = 1;
  let until = performance.getEntriesByType("navigation")[0].responseStart;
  for (const { startTime, responseEnd } of all) {
    if (startTime < until) continue;
    rounds += 1;
    until = responseEnd;
  }
  return { bytes, rounds, requests: all.length + 1 };
})()`;
const LAYOUT_SHIFT = `new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const { value } of list.getEntries()) sum += value; }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(sum), 50);
})`;

interface Load {
  readonly ms: number;
  readonly computingMs: number;
  readonly inAllMs: number;
  readonly requests: number;
  readonly rounds: number;
  readonly javascriptBytes: number;
  readonly layoutShift: number;
}

async function load(page: Page, path: string): Promise<Load> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.addInitScript(NOTE_WHEN_USABLE);
  await page.goto(path, { waitUntil: "commit" });
  const ms = await page.evaluate<number>("window.usableMs");
  const computing = await computingMs(devtools);
  const { bytes, ...asked } = await page.evaluate<{ bytes: number; rounds: number; requests: number }>(LOADED);
  await page.evaluate(SETTLED);
  return {
    ms,
    computingMs: computing,
    inAllMs: await computingMs(devtools),
    ...asked,
    javascriptBytes: bytes,
    layoutShift: await page.evaluate<number>(LAYOUT_SHIFT),
  };
}

/** Of the page's main thread, since the page began. */
async function computingMs(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send("Performance.getMetrics");
  return 1_000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

const world = await openWorld();
const measured = [];
// The first load of all starts what the browser and the runtime start once.
await load(await world.signedIn({ looks: false }), "/users");
await world.closePages();
for (const { name, path, signedIn } of PAGES.filter((page) => page.name.includes(asked))) {
  const taken: Load[] = [];
  for (let count = 0; count < loads; count += 1) {
    taken.push(
      await load(signedIn ? await world.signedIn({ looks: false }) : await world.page({ looks: false }), path),
    );
    await world.closePages();
  }
  const of = (field: keyof Load): number => Math.round(median(taken.map((each) => each[field])));
  const result = {
    name,
    ms: of("ms"),
    computingMs: of("computingMs"),
    inAllMs: of("inAllMs"),
    requests: of("requests"),
    rounds: of("rounds"),
    javascriptKb: Math.round(of("javascriptBytes") / 1024),
    layoutShift: Number(median(taken.map(({ layoutShift }) => layoutShift)).toFixed(3)),
  };
  measured.push(result);
  console.error(
    `${name.padEnd(16)} ${result.ms} ms, computing ${result.computingMs} ms (in all ${result.inAllMs}), ${result.requests} requests in ${result.rounds} rounds, ${result.javascriptKb} kB, shift ${result.layoutShift}`,
  );
}
await world.close();
console.log(JSON.stringify({ node: process.versions.node, loads, measured }));
process.exitCode = measured.some(({ ms }) => ms > TARGET_MS) ? 1 : 0;
