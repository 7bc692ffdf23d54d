import { NOTHING_TOLD } from "../../domain/alerts/alert-memory.ts";
import type { AlertMemory } from "../../domain/alerts/alert-memory.ts";
import type { RecordStore } from "./record-store.ts";

const KEY = "alert-memory";

/** What has been told to whom, kept beside the exceptions. */
export interface AlertMemoryStore {
  read(): Promise<AlertMemory>;
  write(memory: AlertMemory): Promise<void>;
}

export function createAlertMemoryStore(store: RecordStore): AlertMemoryStore {
  return {
    read: async () => ((await store.get(KEY)) ?? NOTHING_TOLD) as AlertMemory,
    async write(memory) {
      await store.set(KEY, memory);
    },
  };
}
