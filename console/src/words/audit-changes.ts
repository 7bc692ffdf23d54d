import { isFields } from "./fields-of.ts";
import { changesBetween } from "./value-changes.ts";
import type { ValueChange } from "./value-changes.ts";

/** Said by the act's own words already. */
const SAID = ["act", "ok"];
/** More, or longer, is folded. */
const MOST_IN_LINE = 3;
const LONGEST_IN_LINE = 120;

/** What an entry of the audit log changed. What holds only a part of the fields afterwards changed only those. */
export function auditChanges(before: unknown, after: unknown): readonly ValueChange[] {
  if (!isFields(before) || !isFields(after)) {
    return changesBetween(before ?? emptyLike(after), after ?? emptyLike(before)).filter(
      ({ path }) => !SAID.includes(path),
    );
  }
  const part = Object.fromEntries(Object.entries(before).filter(([field]) => Object.hasOwn(after, field)));
  return changesBetween(part, after);
}

/** So that fields are listed one by one where there is nothing on the other side. */
function emptyLike(value: unknown): object | undefined {
  if (Array.isArray(value)) return [];
  return isFields(value) ? {} : undefined;
}

/**
 * Few and short changes as one line: `role from operator to admin`.
 *
 * @returns `null` when they are too many, or too long, for a line
 */
export function changesInLine(changes: readonly ValueChange[]): string | null {
  if (changes.length > MOST_IN_LINE) return null;
  const line = changes.map(inWords).join("; ");
  return line.length > LONGEST_IN_LINE || line.includes("\n") ? null : line;
}

function inWords({ path, before, after }: ValueChange): string {
  const name = fieldInWords(path);
  if (before === null) return name === "" ? String(after) : `${name}: ${String(after)}`;
  return after === null ? `${name} was ${before}`.trim() : `${name} from ${before} to ${after}`.trim();
}

/** `maskAfterDays` → `mask after days` */
export function fieldInWords(path: string): string {
  return path
    .replaceAll(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`)
    .replaceAll(/\.(?=\D)/g, ", ");
}
