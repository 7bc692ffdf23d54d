import { mkdir } from "node:fs/promises";
import path from "node:path";
import { PAGES } from "./support/pages.ts";
import { openWorld } from "./support/world.ts";

const LOOKS = [
  { width: 1440, scheme: "light" },
  { width: 1440, scheme: "dark" },
  { width: 360, scheme: "light" },
  { width: 360, scheme: "dark" },
] as const;

/** Until what a page asked for has come and is drawn. */
const SETTLE_MS = 400;

const [folder = ".cache/screenshots", ...paths] = process.argv.slice(2);
const asked = paths.map((each) => ({
  name: each.replaceAll(/\W+/g, "-").replace(/^-/, ""),
  path: each,
  signedIn: true,
}));
const pages = asked.length === 0 ? PAGES : asked;

await mkdir(folder, { recursive: true });
const world = await openWorld();
try {
  for (const look of LOOKS) {
    const as = { ...look, looks: false };
    const [stranger, person] = [await world.page(as), await world.signedIn(as)];
    for (const { name, path: at, signedIn } of pages) {
      const page = signedIn ? person : stranger;
      await page.goto(at);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForTimeout(SETTLE_MS);
      const file = path.join(folder, `${name}-${look.width}-${look.scheme}.png`);
      await page.screenshot({ path: file });
      process.stdout.write(`${file}\n`);
    }
  }
  await world.closePages();
} finally {
  await world.close();
}
