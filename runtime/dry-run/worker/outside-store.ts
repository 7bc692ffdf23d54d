import type { DataStore } from "../../component-host/types.ts";
import type { StoreCall } from "../messages.ts";
import { askOutside, currentStep } from "./outside.ts";

/** A data store that is kept outside: reads are real, writes are seen by this dry run only. */
export function outsideStore(store: string): DataStore {
  const call = (asked: StoreCall): Promise<unknown> =>
    askOutside({ what: "store", step: currentStep(), store, call: asked });
  const keys = async (): Promise<string[]> => (await call({ op: "keys" })) as string[];
  return {
    get: (key) => call({ op: "get", key }),
    has: async (key) => (await call({ op: "has", key })) === true,
    keys,
    async set(key, value, options) {
      await call({ op: "set", key, value: value ?? null, ttl: options?.ttl ?? null });
    },
    async setTtl(key, ttl) {
      await call({ op: "setTtl", key, ttl });
    },
    async delete(key) {
      await call({ op: "delete", key });
    },
    async clear() {
      await call({ op: "clear" });
    },
    async *entries() {
      for (const key of await keys()) yield [key, await call({ op: "get", key })] as [string, unknown];
    },
  };
}
