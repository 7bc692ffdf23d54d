import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright-core";
import { PAGES, STATES } from "./support/pages.ts";
import { openWorld } from "./support/world.ts";

const LOOKS = [
  { width: 1440, scheme: "light" },
  { width: 1440, scheme: "dark" },
  { width: 360, scheme: "light" },
  { width: 360, scheme: "dark" },
  { width: 1920, scheme: "light" },
] as const;

/** Until what has come is drawn. */
const SETTLE_MS = 400;

/** For a page to show its heading, and for what stands in for its answers to go. */
const PAGE_MS = 20_000;

/** The sweep and the runs it starts wait for their turn at Peoplevox. */
const GAPS_MS = 60_000;

const begunAt = performance.now();
const [folder = ".cache/screenshots", ...paths] = process.argv.slice(2);
const asked = paths.map((each) => ({
  name: each.replaceAll(/\W+/g, "-").replace(/^-/, ""),
  path: each,
  signedIn: true,
}));
const whole = asked.length === 0;
const total = LOOKS.length * (whole ? STATES.length + PAGES.length : asked.length);
let taken = 0;
const late: string[] = [];

await mkdir(folder, { recursive: true });
const world = await openWorld(tell);
try {
  if (whole) {
    await pictures(STATES);
    tell("Comparing both sides, for the page of gaps");
    await world.lookAtBothSides();
    const page = await world.signedIn({ looks: false });
    await page.goto("/gaps");
    await inTime("the table of gaps", page.getByRole("table", { name: "Gaps" }).waitFor({ timeout: GAPS_MS }));
  }
  await pictures(whole ? PAGES : asked);
  await world.closePages();
} finally {
  await world.close();
}
tell(`${taken} pictures in ${folder}`);
if (late.length > 0) {
  tell(`Not whole: ${late.join("; ")}`);
  process.exitCode = 1;
}

async function pictures(pages: readonly { name: string; path: string; signedIn: boolean }[]): Promise<void> {
  for (const look of LOOKS) {
    const as = { ...look, looks: false };
    const [stranger, person] = [await world.page(as), await world.signedIn(as)];
    for (const { name, path: at, signedIn } of pages) {
      const page = signedIn ? person : stranger;
      const shot = `${name}-${look.width}-${look.scheme}`;
      await inTime(shot, shown(page, at));
      await page.screenshot({ path: path.join(folder, `${shot}.png`) });
      taken += 1;
      tell(`${taken} of ${total}  ${shot}`);
    }
  }
}

/** Opens a page and waits until what it asked for is there in place of what stands for it. */
async function shown(page: Page, at: string): Promise<void> {
  await page.goto(at, { timeout: PAGE_MS });
  await page.getByRole("heading", { level: 1 }).waitFor({ timeout: PAGE_MS });
  await page.waitForTimeout(SETTLE_MS);
  await page.locator(".mantine-Skeleton-root").first().waitFor({ state: "detached", timeout: PAGE_MS });
}

/** A page that is late is pictured as it is, and named at the end. */
async function inTime(what: string, wait: Promise<unknown>): Promise<void> {
  try {
    await wait;
  } catch (error) {
    late.push(what);
    const [reason] = (error instanceof Error ? error.message : String(error)).split("\n");
    tell(`Late, going on without it: ${what} (${reason})`);
  }
}

function tell(text: string): void {
  const seconds = ((performance.now() - begunAt) / 1_000).toFixed(1).padStart(6);
  process.stdout.write(`${seconds} s  ${text}\n`);
}
