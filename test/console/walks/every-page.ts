import { expect, test } from "@jest/globals";
import { PAGES } from "../support/pages.ts";
import { accessibilityProblems } from "../support/world.ts";
import type { World } from "../support/world.ts";

const LOOKS = [
  { width: 1440, scheme: "light" },
  { width: 360, scheme: "dark" },
] as const;

/** A look at one page takes about a second. */
const ALL_MS = 180_000;

const OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth";

export function everyPage(world: () => World): void {
  test.each(LOOKS)(
    "at $width px in $scheme, no page breaks WCAG 2.2 AA or is wider than the screen",
    async (look) => {
      const [stranger, page] = [await world().page(look), await world().signedIn(look)];
      for (const { name, path, signedIn } of PAGES) {
        const shown = signedIn ? page : stranger;
        await shown.goto(path);
        await shown.getByRole("heading", { level: 1 }).waitFor();
        expect({ name, problems: await accessibilityProblems(shown) }).toEqual({ name, problems: [] });
        expect({ name, overflow: await shown.evaluate(OVERFLOW) }).toEqual({ name, overflow: 0 });
      }
    },
    ALL_MS,
  );
}
