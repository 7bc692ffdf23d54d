import type { RecordStore } from "../../components/lastedit/record-store.ts";

/** A data store in memory; values go through JSON, as they do in a real one. */
export function memoryRecordStore(): RecordStore {
  const records = new Map<string, string>();
  return {
    get: (key) => Promise.resolve(records.has(key) ? (JSON.parse(records.get(key) ?? "null") as unknown) : undefined),
    set: (key, value) => Promise.resolve(records.set(key, JSON.stringify(value))),
    delete: (key) => Promise.resolve(records.delete(key)),
    keys: () => Promise.resolve([...records.keys()]),
  };
}
