/** One place where two values differ. A side that has nothing there is null. */
export interface ValueChange {
  /** `lines[0].quantity`; empty for the value itself. */
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

type Branch = Readonly<Record<string, unknown>>;

/** Where two JSON values differ, leaf by leaf, in the order in which they stand. */
export function changesBetween(before: unknown, after: unknown, path = ""): readonly ValueChange[] {
  if (isBranch(before) && isBranch(after) && Array.isArray(before) === Array.isArray(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => changesBetween(before[key], after[key], within(path, key, Array.isArray(after))));
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  return [{ path, before: inText(before), after: inText(after) }];
}

function isBranch(value: unknown): value is Branch {
  return typeof value === "object" && value !== null;
}

function within(path: string, key: string, inList: boolean): string {
  if (inList) return `${path}[${key}]`;
  return path === "" ? key : `${path}.${key}`;
}

function inText(value: unknown): string | null {
  if (value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}
