// How long each page of the console takes until it can be used, on the demo data, in a fresh browser.
//   node bench/console-pages.ts
// Prints a line per page, the median of a few loads, then one line of JSON; ends with 1 when one takes more than a
// second. What each page loads at first is printed by `node runtime/build/build-console.ts`.
import { PAGES } from "../test/console/support/pages.ts";
import { openWorld } from "../test/console/support/world.ts";

const TARGET_MS = 1_000;
const LOADS = 3;

/** Drawn, and the main thread is free: something pressed now is answered. */
const FREE = "new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))";

const world = await openWorld();
const measured = [];
for (const { name, path, signedIn } of PAGES) {
  const took: number[] = [];
  for (let load = 0; load < LOADS; load += 1) {
    const page = signedIn ? await world.signedIn() : await world.page();
    const began = performance.now();
    await page.goto(path, { waitUntil: "commit" });
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.evaluate(FREE);
    took.push(performance.now() - began);
    await world.closePages();
  }
  const medianMs = Math.round(took.sort((a, b) => a - b)[Math.floor(LOADS / 2)] ?? 0);
  measured.push({ name, medianMs });
  console.error(`${name.padEnd(20)} ${medianMs} ms`);
}
await world.close();
console.log(JSON.stringify({ node: process.versions.node, loads: LOADS, measured }));
process.exitCode = measured.some(({ medianMs }) => medianMs > TARGET_MS) ? 1 : 0;
