import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { openSource } from "../../runtime/component-host/index.ts";
import type { Component, EmittedEvent, SourceInstance } from "../../runtime/component-host/index.ts";

export interface SourceServer {
  readonly url: string;
  readonly source: SourceInstance;
  readonly events: EmittedEvent[];
  /** How often something was stored. */
  persists(): number;
  /** What the source has stored, the host's own part left out. */
  db(): Record<string, unknown>;
  /** The next so many times that something is to be stored fail. */
  failToStore(times: number): void;
  tick(): Promise<void>;
  close(): Promise<void>;
}

/** Runs a source behind a real HTTP server on loopback, with a store in memory. The source is not started. */
export async function sourceServer(component: Component, props: Record<string, unknown>): Promise<SourceServer> {
  const events: EmittedEvent[] = [];
  let stored: Record<string, unknown> = {};
  let persists = 0;
  let failures = 0;
  // Set before anyone knows the server's address.
  const host: { source?: SourceInstance } = {};

  const server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on("data", (part: Buffer) => parts.push(part));
    incoming.on("end", () => {
      const bodyRaw = Buffer.concat(parts).toString();
      const headers = incoming.headers as Record<string, string>;
      const query = Object.fromEntries(new URL(incoming.url ?? "/", "http://localhost").searchParams);
      const event = { method: incoming.method ?? "", path: "/", url: "/", query, headers, bodyRaw, body: bodyRaw };
      void host.source?.onRequest({ ...event, client_ip: "127.0.0.1" }).then((response) => {
        outgoing.writeHead(response.status, response.headers).end(response.body);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;

  const opened = await openSource(component, props, {
    endpoint: url,
    loadDb: () => Promise.resolve(structuredClone(stored)),
    persist(change) {
      if (failures > 0) {
        failures -= 1;
        return Promise.reject(new Error("the disk is full"));
      }
      persists += 1;
      if (change.db !== null) stored = structuredClone(change.db);
      events.push(...change.events);
      return Promise.resolve();
    },
    dataStore: () => {
      throw new Error("the source asked for a data store");
    },
    now: Date.now,
    log: () => undefined,
  });
  host.source = opened;
  return {
    url,
    source: opened,
    events,
    persists: () => persists,
    failToStore: (times) => void (failures = times),
    db() {
      const { $host: _host, ...db } = stored;
      return db;
    },
    tick: () => opened.onTimer({ timestamp: Math.floor(Date.now() / 1000), interval_seconds: 15 }),
    async close() {
      await opened.idle();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
