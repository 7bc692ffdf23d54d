import { openSource } from "../../../runtime/component-host/index.ts";
import type {
  Component,
  EmittedEvent,
  HttpEvent,
  LogLine,
  SourceBinding,
  SourceInstance,
} from "../../../runtime/component-host/index.ts";
import { memoryDataStore } from "./memory-data-store.ts";

/** A binding in memory: what was stored, in which order, with switches to fail and to hold a write. */
export interface SourceBench {
  readonly binding: SourceBinding;
  /** State as the store has it. */
  stored: Record<string, unknown>;
  readonly events: EmittedEvent[];
  readonly persists: { db: Record<string, unknown> | null; events: EmittedEvent[] }[];
  readonly logs: LogLine[];
  /** The next so many calls of persist reject. */
  failures: number;
  /** Awaited inside persist, before anything is stored. */
  gate: Promise<void>;
  /** The component's own part of the stored state. */
  readonly db: Record<string, unknown>;
  texts(): string[];
}

export function sourceBench(saved: Record<string, unknown> = {}): SourceBench {
  let nowMs = 1_700_000_000_000;
  const bench: SourceBench = {
    stored: saved,
    events: [],
    persists: [],
    logs: [],
    failures: 0,
    gate: Promise.resolve(),
    get db() {
      const { $host: _host, ...db } = bench.stored;
      return db;
    },
    texts: () => bench.logs.map((line) => line.text),
    binding: {
      endpoint: "https://runtime.example/hooks/s1",
      loadDb: () => Promise.resolve(structuredClone(bench.stored)),
      async persist(change) {
        await bench.gate;
        if (bench.failures > 0) {
          bench.failures -= 1;
          throw new Error("the disk is away");
        }
        bench.persists.push(structuredClone(change));
        if (change.db !== null) bench.stored = structuredClone(change.db);
        bench.events.push(...change.events);
      },
      dataStore: memoryDataStore(),
      now: () => (nowMs += 1),
      log: (line) => void bench.logs.push(line),
    },
  };
  return bench;
}

/** Opens a source and brings it up. */
export async function startSource(
  component: Component,
  bench: SourceBench,
  props: Record<string, unknown> = {},
): Promise<SourceInstance> {
  const source = await openSource(component, props, bench.binding);
  await source.start();
  return source;
}

export function request(bodyRaw = "{}", headers: Record<string, string> = {}): HttpEvent {
  return {
    method: "POST",
    path: "/",
    url: "https://runtime.example/hooks/s1",
    query: {},
    headers,
    bodyRaw,
    body: bodyRaw,
    client_ip: "127.0.0.1",
  };
}

export const tick = { timestamp: 1_700_000_000, interval_seconds: 60 };

/** What a component of these tests expects on `this`. */
export interface SourceThis {
  readonly db: { get(key: string): unknown; set(key: string, value: unknown): void };
  readonly http: { readonly endpoint: string; respond(response: unknown): Promise<void> };
  readonly timer: unknown;
  $emit(event: unknown, meta?: Record<string, unknown>): Promise<void>;
  [name: string]: unknown;
}

export const HTTP = { type: "$.interface.http", customResponse: true };
