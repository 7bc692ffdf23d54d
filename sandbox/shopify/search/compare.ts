import type { SearchTerm } from "./search-query.ts";

/** Does a number fit the term? */
export const fitsNumber = (term: SearchTerm, actual: number): boolean => compare(term, actual - Number(term.value));

/**
 * Does a time (milliseconds) fit the term? A value without a time of day means the whole day, a year the whole year.
 * `now` is allowed.
 */
export function fitsTime(term: SearchTerm, actual: number, now: number): boolean {
  const wanted = term.value === "now" ? now : Date.parse(term.value);
  if (Number.isNaN(wanted)) return false;
  if (term.comparator === "=" && !term.value.includes("T") && term.value !== "now")
    return new Date(actual).toISOString().startsWith(term.value);
  return compare(term, actual - wanted);
}

/** Does a text fit the term? Case does not count; a `*` at the end stands for any ending. */
export function fitsText(term: SearchTerm, actual: string | null): boolean {
  if (actual === null) return false;
  const [wanted, found] = [term.value.toLowerCase(), actual.toLowerCase()];
  if (term.comparator !== "=") return compare(term, found < wanted ? -1 : Number(found > wanted));
  return wanted.endsWith("*") ? found.startsWith(wanted.slice(0, -1)) : found === wanted;
}

function compare({ comparator }: SearchTerm, difference: number): boolean {
  switch (comparator) {
    case "=":
      return difference === 0;
    case ">":
      return difference > 0;
    case ">=":
      return difference >= 0;
    case "<":
      return difference < 0;
    case "<=":
      return difference <= 0;
  }
}
