import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Until nothing has changed for a while: what changes under its look, axe reads half of before and half of after. */
const QUIET = `new Promise((resolve) => {
  const until = performance.now() + 2_000;
  let timer;
  const watch = new MutationObserver(() => wait());
  const done = () => (watch.disconnect(), resolve());
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(done, Math.min(120, Math.max(0, until - performance.now())));
  };
  watch.observe(document, { subtree: true, childList: true, attributes: true });
  wait();
})`;

/** What axe finds against WCAG 2.2 AA, one line each; empty when nothing. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  await page.evaluate(QUIET);
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).withTags(TAGS);
  const { violations } = await axe.setLegacyMode(true).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = "" }) => `${id} at ${target.join(" ")}: ${failureSummary}`),
  );
}

/**
 * Every kind of element that is shown, by what accessibility depends on: its tag, role, states and look. Rows of a list
 * are one kind, and texts do not count.
 */
const KINDS_SHOWN = `[...new Set([...document.body.querySelectorAll("*")].map((element) =>
  [element.tagName, element.className, ...["role", "type", "disabled", "hidden", "readonly", "aria-invalid",
    "aria-expanded", "aria-selected", "aria-checked", "aria-current", "aria-disabled", "data-tone", "data-color"]
    .map((name) => element.getAttribute(name) ?? "")].join("|").replaceAll(/__m__-\\S+/g, "")))]`;

/**
 * Looks at a page when something is on it that no page before has shown: a dialog, a menu, an error. Whole pages are
 * looked at by `walks/every-page.ts`.
 */
export class StateLooks {
  readonly #seen = new Set<string>();

  /** @returns What axe finds in what the page shows now; empty when all of it was looked at before */
  async problems(page: Page): Promise<string[]> {
    const { width = 0 } = page.viewportSize() ?? {};
    const kinds = await page.evaluate<string[]>(KINDS_SHOWN);
    const unseen = kinds.map((kind) => `${width} ${kind}`).filter((key) => !this.#seen.has(key));
    if (unseen.length === 0) return [];
    const problems = await accessibilityProblems(page);
    for (const key of unseen) this.#seen.add(key);
    return problems.map((problem) => `${new URL(page.url()).pathname} at ${width} px: ${problem}`);
  }
}
