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

/** The sweep and the runs it starts wait for their turn at Peoplevox. */
const LOOK_MS = 120_000;

const [folder = ".cache/screenshots", ...paths] = process.argv.slice(2);
const asked = paths.map((each) => ({
  name: each.replaceAll(/\W+/g, "-").replace(/^-/, ""),
  path: each,
  signedIn: true,
}));

await mkdir(folder, { recursive: true });
const world = await openWorld();
try {
  if (asked.length === 0) {
    await picture(STATES);
    await world.lookAtBothSides();
    const page = await world.signedIn({ looks: false });
    await page.goto("/gaps");
    await page.getByRole("table", { name: "Gaps" }).waitFor({ timeout: LOOK_MS });
  }
  await picture(asked.length === 0 ? PAGES : asked);
  await world.closePages();
} finally {
  await world.close();
}

async function picture(pages: readonly { name: string; path: string; signedIn: boolean }[]): Promise<void> {
  for (const look of LOOKS) {
    const as = { ...look, looks: false };
    const [stranger, person] = [await world.page(as), await world.signedIn(as)];
    for (const { name, path: at, signedIn } of pages) {
      const page = signedIn ? person : stranger;
      await page.goto(at);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await settled(page);
      const file = path.join(folder, `${name}-${look.width}-${look.scheme}.png`);
      await page.screenshot({ path: file });
      process.stdout.write(`${file}\n`);
    }
  }
}

/** Until what the page asked for is there in place of what stands for it. */
async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(SETTLE_MS);
  await page.locator(".mantine-Skeleton-root").first().waitFor({ state: "detached" });
}
