/** JSON text of a value; parts that JSON cannot hold are left out. `undefined` when nothing is left. */
export function jsonStringifySafe(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return JSON.stringify(withoutCircles(value, []));
  }
}

/** A copy of a value as JSON keeps it; `null` when nothing can be kept. */
export function cloneSafe(value: unknown): unknown {
  const text = jsonStringifySafe(value);
  return text === undefined ? null : (JSON.parse(text) as unknown);
}

function withoutCircles(value: unknown, open: readonly unknown[]): unknown {
  if (typeof value === "bigint" || open.includes(value)) return undefined;
  if (typeof value !== "object" || value === null || hasToJson(value)) return value;
  const inside = [...open, value];
  if (Array.isArray(value)) return value.map((item) => withoutCircles(item, inside));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutCircles(item, inside)]));
}

function hasToJson(value: object): boolean {
  return "toJSON" in value && typeof value.toJSON === "function";
}
