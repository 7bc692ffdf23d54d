import type { RecordStore } from "../../components/lastedit/record-store.ts";
import type { EarlierStep } from "../../runtime/store/runs/run.ts";
import type { Process } from "./scheduler.ts";
import type { World } from "./world.ts";

/** A run as the engine's tables keep it. */
export interface StoredRun {
  readonly id: number;
  readonly recipe: string;
  readonly orderKey: string;
  orderName: string | null;
  orderId: string | null;
  event: unknown;
  status: "waiting" | "running" | "succeeded" | "failed";
  dueAtMs: number;
  attempt: number;
  failures: number;
  waits: number;
  steps: EarlierStep[];
  /** Who holds it; a lapsed claim has another number than the present one. */
  claim: { readonly process: Process; readonly number: number } | null;
  /** Of the latest attempt. */
  begunAtMs: number;
  finishedAtMs: number | null;
}

/** What outlives every process: records, source states, runs. One transaction is one moment. */
export interface Durable {
  readonly records: Map<string, string>;
  readonly sources: Map<string, string>;
  readonly runs: StoredRun[];
  /** The data store, as one process reaches it. */
  recordStore(process: Process): RecordStore;
  /** A transaction of one process on the other tables. */
  transaction<T>(process: Process, words: string, change: () => T): Promise<T>;
}

export function createDurable(world: World): Durable {
  const records = new Map<string, string>();
  const json = (text: string | undefined): unknown => (text === undefined ? undefined : (JSON.parse(text) as unknown));
  return {
    records,
    sources: new Map(),
    runs: [],
    transaction: (process, words, change) => world.call(process, { system: "engine", words, serve: change }),
    recordStore(process) {
      const on = <T>(words: string, key: string, serve: () => T): Promise<T> =>
        world.call(process, { system: "store", words, details: () => ` ${key}`, serve });
      return {
        // Every look for exceptions asks for one record per kind; most are not there, and nothing depends on when.
        get: (key) =>
          key.startsWith("exception/") && !records.has(key)
            ? Promise.resolve(undefined)
            : on("reads", key, () => json(records.get(key))),
        set: (key, value) => {
          const text = JSON.stringify(value);
          return on("stores", key, () => void records.set(key, text));
        },
        delete: (key) => on("deletes", key, () => void records.delete(key)),
        keys: () => on("lists keys", "", () => [...records.keys()]),
      };
    },
  };
}
