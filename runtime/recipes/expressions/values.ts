/** Names that lead from data to the language's own objects. Never readable, not even when data has them. */
const CLOSED_NAMES: ReadonlySet<string> = new Set(["__proto__", "prototype", "constructor"]);

/** Plain data: what JSON has, and undefined. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  // Also data of another realm: its prototype is that realm's Object.prototype, which has no prototype itself.
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * Reads a property of data: own properties only, so that nothing of a prototype is ever reached.
 *
 * @returns `undefined` when there is none
 */
export function ownProperty(value: unknown, key: string): unknown {
  if (CLOSED_NAMES.has(key)) return undefined;
  if (typeof value === "string" || Array.isArray(value)) {
    if (key === "length") return value.length;
    return /^\d+$/.test(key) ? value[Number(key)] : undefined;
  }
  if (!isPlainObject(value)) return undefined;
  // A getter would run code that is not the recipe's.
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

/** Sets an own property, whatever its name is. */
export function setOwnProperty(target: Record<string, unknown>, key: string, value: unknown): void {
  if (CLOSED_NAMES.has(key)) return;
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

/** A property's name as text, when the value can be one. */
export function propertyKey(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}

/** What a value is, in words for a message. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  return value === undefined ? "undefined" : `a ${typeof value}`;
}

/** Values inside of a result; a result of a million is a mistake or an attack. */
const MOST_VALUES = 1_000_000;
const DEEPEST_VALUE = 200;

/**
 * Whether a value can be written as JSON in reasonable space: a list that holds the same list twice, many times over,
 * is small in memory and endless when written.
 */
export function isWritable(value: unknown): boolean {
  let seen = 0;
  const visit = (item: unknown, depth: number): boolean => {
    seen += 1;
    if (seen > MOST_VALUES || depth > DEEPEST_VALUE) return false;
    if (typeof item !== "object" || item === null) return true;
    return Object.values(item).every((inner) => visit(inner, depth + 1));
  };
  return visit(value, 0);
}
