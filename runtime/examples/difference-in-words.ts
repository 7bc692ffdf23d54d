import { diffTexts } from "../recipes/versions/index.ts";
import type { Difference } from "./run-example.ts";

/**
 * What was expected (`-`) and what was found (`+`). Lists and fields are compared line by line.
 *
 * @example
 * differenceInWords({ what: "outcome", expected: "cancel", found: null });
 * // ["outcome", "  - expected  cancel", "  + found     nothing"]
 */
export function differenceInWords({ what, expected, found }: Difference): string[] {
  if (isNested(expected) && isNested(found)) {
    const lines = diffTexts(pretty(expected), pretty(found)).filter((line) => !line.startsWith("@@"));
    return [`${what} (- expected, + found)`, ...lines.map((line) => `  ${line}`)];
  }
  return [what, ...marked("  - expected  ", expected), ...marked("  + found     ", found)];
}

function marked(mark: string, value: unknown): string[] {
  const [first = "", ...rest] = inWords(value).split("\n");
  return [`${mark}${first}`, ...rest.map((line) => `${mark.slice(0, 4)}${" ".repeat(mark.length - 4)}${line}`)];
}

function inWords(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  return typeof value === "string" && value !== "" ? value : pretty(value);
}

function isNested(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** JSON with keys in order, so that only what differs does. */
function pretty(value: unknown): string {
  return JSON.stringify(value, inOrder, 2);
}

function inOrder(_key: string, part: unknown): unknown {
  if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
  return Object.fromEntries(Object.entries(part).sort(([a], [b]) => a.localeCompare(b)));
}
