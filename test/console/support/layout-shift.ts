import type { Page } from "playwright-core";

/** More than this is seen; a press or a key may move what it likes. */
export const STILL = 0.01;

const WATCH = `(() => {
  let sum = 0;
  const add = (entries) => { for (const { value, hadRecentInput } of entries) if (!hadRecentInput) sum += value; };
  const observer = new PerformanceObserver((list) => add(list.getEntries()));
  observer.observe({ type: "layout-shift" });
  return { sum() { add(observer.takeRecords()); return sum; } };
})()`;

/**
 * Adds up from now on how far things in the viewport move by themselves.
 *
 * @returns Reads the sum of the browser's layout shift scores, once what is being painted is there
 */
export async function watchShifts(page: Page): Promise<() => Promise<number>> {
  const watch = await page.evaluateHandle<{ sum: () => number }>(WATCH);
  return async () => {
    await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
    return watch.evaluate((each) => each.sum());
  };
}
