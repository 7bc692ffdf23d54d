import { openSource } from "../../runtime/component-host/index.ts";
import type {
  Component,
  EmittedEvent,
  HostFiles,
  SourceInstance,
  TimerEvent,
} from "../../runtime/component-host/index.ts";
import { memoryDataStore } from "../runtime/component-host/memory-data-store.ts";

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** A source that runs: with a store in memory, and an address that real requests come to. */
export interface HeldSource {
  readonly instance: SourceInstance;
  readonly url: string;
  readonly events: EmittedEvent[];
  /** The component's own part of what is stored. */
  db(): Record<string, unknown>;
  logs(): string[];
  /** Sends a request over HTTP. A text goes as it is, anything else as JSON. */
  send(body: unknown, options?: SendOptions): Promise<Reply>;
  tick(event?: TimerEvent): Promise<void>;
  /** Runs the source on an event that is neither a request nor a tick, as a subscription would. */
  deliver(event: unknown): Promise<void>;
}

export interface SendOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** After the source's address: `/path?query=1`. */
  readonly path?: string;
}

export interface HoldOptions {
  readonly component: Component;
  readonly props: Readonly<Record<string, unknown>>;
  readonly url: string;
  readonly files: HostFiles;
  now(): number;
}

const TICK: TimerEvent = { timestamp: 1_800_000_000, interval_seconds: 900 };

export async function holdSource({ component, props, url, files, now }: HoldOptions): Promise<HeldSource> {
  let stored: Record<string, unknown> = {};
  const events: EmittedEvent[] = [];
  const logs: string[] = [];
  const instance = await openSource(component, props, {
    endpoint: url,
    files,
    loadDb: () => Promise.resolve(structuredClone(stored)),
    persist(change) {
      if (change.db !== null) stored = structuredClone(change.db);
      events.push(...structuredClone(change.events));
      return Promise.resolve();
    },
    dataStore: memoryDataStore(),
    now,
    log: ({ text }) => void logs.push(text),
  });
  return {
    instance,
    url,
    events,
    logs: () => logs,
    db() {
      const { $host: _host, ...own } = stored;
      return own;
    },
    async send(body, { method = "POST", headers = {}, path = "" } = {}) {
      const raw = typeof body === "string" ? body : JSON.stringify(body);
      const response = await fetch(`${url}${path}`, {
        method,
        headers: { "content-type": "application/json", ...headers },
        ...(method === "GET" ? {} : { body: raw }),
      });
      const text = await response.text();
      await instance.idle();
      return { status: response.status, headers: Object.fromEntries(response.headers), text };
    },
    async tick(event = TICK) {
      await instance.onTimer(event);
    },
    async deliver(event) {
      await instance.onTimer(event as TimerEvent);
    },
  };
}
