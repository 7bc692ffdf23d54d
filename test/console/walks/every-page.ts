import { expect, test } from "@jest/globals";
import { PAGES } from "../support/pages.ts";
import { accessibilityProblems } from "../support/accessibility.ts";
import type { World } from "../support/world.ts";

const LOOKS = [
  { width: 1440, scheme: "light", looks: false },
  { width: 360, scheme: "dark", looks: false },
] as const;

/** A look at one page takes about a second. */
/** Pages that load while another one is looked at. */
const SIDE_BY_SIDE = 3;

const OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth";

interface Fault {
  readonly name: string;
  readonly problems: readonly string[];
  readonly overflow: unknown;
}

export function everyPage(world: () => World): void {
  test.each(LOOKS)("at $width px in $scheme, no page breaks WCAG 2.2 AA or is wider than the screen", async (look) => {
    const waiting = [...PAGES];
    const faults: Fault[] = [];
    const lookOn = async (): Promise<void> => {
      const [stranger, person] = [await world().page(look), await world().signedIn(look)];
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const shown = next.signedIn ? person : stranger;
        await shown.goto(next.path);
        await shown.getByRole("heading", { level: 1 }).waitFor();
        const [problems, overflow] = [await accessibilityProblems(shown), await shown.evaluate(OVERFLOW)];
        if (problems.length > 0 || overflow !== 0) faults.push({ name: next.name, problems, overflow });
      }
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lookOn));
    expect(faults).toEqual([]);
  });
}
