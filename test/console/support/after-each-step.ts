import type { Page } from "playwright-core";

/** What a walk waits for is a step: something has appeared, or gone. */
const STEPS = ["waitFor", "waitForURL", "waitForResponse"];

/**
 * The same page, which does something after each step of a walk: whatever the walk waits for is on the screen then.
 *
 * @param look - Given the page; what it throws fails the step
 */
export function afterEachStep(page: Page, look: (page: Page) => Promise<void>): Page {
  const watched = <Subject extends object>(subject: Subject): Subject =>
    new Proxy(subject, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== "function") return value;
        return (...args: unknown[]): unknown => {
          const result: unknown = Reflect.apply(value, target, args);
          if (isLocator(result)) return watched(result);
          if (!(result instanceof Promise) || !STEPS.includes(String(name))) return result;
          return result.then(async (answer: unknown) => {
            await look(page);
            return answer;
          });
        };
      },
    });
  return watched(page);
}

/** Locators and frames of the page are watched as it is. */
function isLocator(value: unknown): value is object {
  return typeof value === "object" && value !== null && "waitFor" in value;
}
