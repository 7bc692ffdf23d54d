import type { DataStore } from "../component-host/types.ts";

/** A data store that lasts as long as the process. Values go through JSON, as they do in a real one. */
export function memoryDataStore(now: () => number = Date.now): DataStore {
  const records = new Map<string, { json: string; expiresAt: number | null }>();
  const living = (key: string): string | undefined => {
    const record = records.get(key);
    if (record === undefined || (record.expiresAt !== null && record.expiresAt <= now())) return undefined;
    return record.json;
  };
  const expiry = (seconds: number | null | undefined): number | null =>
    seconds === null || seconds === undefined ? null : now() + seconds * 1000;
  const keys = (): string[] => [...records.keys()].filter((key) => living(key) !== undefined);
  const parsed = (json: string | undefined): unknown => (json === undefined ? undefined : JSON.parse(json));

  return {
    get: (key) => Promise.resolve(parsed(living(key))),
    set: (key, value, options) => {
      records.set(key, { json: JSON.stringify(value ?? null), expiresAt: expiry(options?.ttl) });
      return Promise.resolve();
    },
    setTtl: (key, ttlSeconds) => {
      const json = living(key);
      if (json !== undefined) records.set(key, { json, expiresAt: expiry(ttlSeconds) });
      return Promise.resolve();
    },
    has: (key) => Promise.resolve(living(key) !== undefined),
    delete: (key) => {
      records.delete(key);
      return Promise.resolve();
    },
    clear: () => {
      records.clear();
      return Promise.resolve();
    },
    keys: () => Promise.resolve(keys()),
    async *entries() {
      for (const key of keys()) yield await Promise.resolve([key, parsed(living(key))] as [string, unknown]);
    },
  };
}
