import { fitsNumber, fitsText, fitsTime } from "../search/compare.ts";
import { parseSearch, type SearchTerm } from "../search/search-query.ts";

/** Keeps only the named fields; a dot reaches into objects and lists, e.g. `line_items.id`. */
export function pickFields(payload: object, paths: string[]): object {
  const picked: Record<string, unknown> = {};
  const branches = Map.groupBy(paths, (path) => path.split(".")[0] ?? path);
  for (const [name, group] of branches) {
    if (!(name in payload)) continue;
    const value = (payload as Record<string, unknown>)[name];
    const deeper = group.filter((path) => path !== name).map((path) => path.slice(name.length + 1));
    // The bare name asks for all of it, whatever else is asked for below it.
    picked[name] = group.includes(name) ? value : pickInside(value, deeper);
  }
  return picked;
}

function pickInside(value: unknown, paths: string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => pickInside(item, paths));
  return typeof value === "object" && value !== null ? pickFields(value, paths) : value;
}

/** Does the payload fit a subscription's filter? `field:*` asks only that the field has a value. */
export function fitsFilter(payload: object, filter: string, now: number): boolean {
  const parsed = parseSearch(filter);
  return parsed.ok && parsed.matches((term) => valuesAt(payload, (term.field ?? "").split(".")).some(fits(term, now)));
}

const fits =
  (term: SearchTerm, now: number) =>
  (value: unknown): boolean => {
    if (value === null || value === undefined) return false;
    if (term.value === "*") return true;
    if (typeof value === "number") return fitsNumber(term, value);
    const text = typeof value === "string" ? value : JSON.stringify(value);
    if (/^\d{4}-\d\d-\d\dT/.test(text)) return fitsTime(term, Date.parse(text), now);
    const numeric = term.comparator !== "=" && text !== "" && !Number.isNaN(Number(text));
    return numeric ? fitsNumber(term, Number(text)) : fitsText(term, text);
  };

function valuesAt(value: unknown, path: string[]): unknown[] {
  const [name, ...rest] = path;
  if (name === undefined) return [value];
  if (Array.isArray(value)) return value.flatMap((item: unknown) => valuesAt(item, path));
  if (typeof value !== "object" || value === null) return [];
  return valuesAt((value as Record<string, unknown>)[name], rest);
}
