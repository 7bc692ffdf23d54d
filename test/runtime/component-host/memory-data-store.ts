import type { DataStore } from "../../../runtime/component-host/index.ts";

/** Data stores in memory; the same name is the same store. */
export function memoryDataStore(now: () => number = Date.now): (name: string) => DataStore {
  const stores = new Map<string, DataStore>();
  return (name) => {
    const store = stores.get(name) ?? createStore(now);
    stores.set(name, store);
    return store;
  };
}

function createStore(now: () => number): DataStore {
  const records = new Map<string, { value: unknown; expiresAt: number }>();
  const live = (key: string): { value: unknown; expiresAt: number } | undefined => {
    const record = records.get(key);
    return record !== undefined && record.expiresAt > now() ? record : undefined;
  };
  const liveKeys = (): string[] => [...records.keys()].filter((key) => live(key) !== undefined);
  return {
    get: (key) => Promise.resolve(live(key)?.value),
    set(key, value, options) {
      const expiresAt = options?.ttl === undefined ? Infinity : now() + options.ttl * 1000;
      records.set(key, { value: structuredClone(value), expiresAt });
      return Promise.resolve();
    },
    setTtl(key, ttlSeconds) {
      const record = live(key);
      if (record !== undefined) record.expiresAt = ttlSeconds === null ? Infinity : now() + ttlSeconds * 1000;
      return Promise.resolve();
    },
    has: (key) => Promise.resolve(live(key) !== undefined),
    delete: (key) => Promise.resolve(void records.delete(key)),
    clear() {
      records.clear();
      return Promise.resolve();
    },
    keys: () => Promise.resolve(liveKeys()),
    async *entries() {
      for (const key of liveKeys()) yield Promise.resolve<[string, unknown]>([key, live(key)?.value]);
    },
  };
}
