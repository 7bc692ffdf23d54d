/**
 * A copy of a value as JSON keeps it, so that a component cannot change it afterwards and every store can hold it.
 * What JSON cannot hold is made readable instead of failing, since the component has already done its work: a bigint
 * becomes its digits, a circle becomes `"[Circular]"`, a function or `undefined` inside an object is left out.
 *
 * @returns `null` for a bare `undefined` or function
 */
export function toJson(value: unknown): unknown {
  const text = tryStringify(value) ?? stringifyWithoutCircles(value);
  return text === undefined ? null : (JSON.parse(text) as unknown);
}

/** Also `undefined` for what JSON leaves out, which the declared type of `JSON.stringify` does not say. */
function tryStringify(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

function stringifyWithoutCircles(value: unknown): string | undefined {
  const open: unknown[] = [];
  return JSON.stringify(value, function (this: unknown, _key: string, item: unknown) {
    if (typeof item === "bigint") return item.toString();
    if (typeof item !== "object" || item === null) return item;
    while (open.length > 0 && open.at(-1) !== this) open.pop();
    if (open.includes(item)) return "[Circular]";
    open.push(item);
    return item;
  });
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
