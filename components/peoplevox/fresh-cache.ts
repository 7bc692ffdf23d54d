/** Keeps values for a while. Only what was found is ever kept: "not there" may be untrue a second later. */
export interface FreshCache<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

export function createFreshCache<Value>(freshForMs: number, now: () => number): FreshCache<Value> {
  const entries = new Map<string, { value: Value; until: number }>();
  return {
    get: (key) => {
      const entry = entries.get(key);
      if (entry === undefined || now() < entry.until) return entry?.value;
      entries.delete(key);
      return undefined;
    },
    set: (key, value) => {
      entries.set(key, { value, until: now() + freshForMs });
    },
  };
}
