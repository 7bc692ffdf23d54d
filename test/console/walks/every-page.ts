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
      const faults: { readonly name: string; readonly problems: readonly string[]; readonly overflow: unknown }[] = [];
      for (const { name, path, signedIn } of PAGES) {
        const shown = signedIn ? page : stranger;
        await shown.goto(path);
        await shown.getByRole("heading", { level: 1 }).waitFor();
        const [problems, overflow] = [await accessibilityProblems(shown), await shown.evaluate(OVERFLOW)];
        if (problems.length > 0 || overflow !== 0) faults.push({ name, problems, overflow });
      }
      expect(faults).toEqual([]);
    },
    ALL_MS,
  );
}
