import { setTimeout as sleep } from "node:timers/promises";
import { openSource } from "../../../runtime/component-host/index.ts";
import type { Component, EmittedEvent, SourceInstance } from "../../../runtime/component-host/index.ts";
import { memoryDataStore } from "../../../runtime/examples/memory-data-store.ts";
import { startSandbox } from "../../../sandbox/server.ts";
import type { Sandbox } from "../../../sandbox/server.ts";

/** Both sandboxes with the importer between them, and a source that watches them. */
export interface TwoSystems {
  readonly sandbox: Sandbox;
  /** Connection props of both systems. */
  readonly connections: Readonly<Record<string, unknown>>;
  readonly store: ReturnType<typeof memoryDataStore>;
  control<Answer>(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Places an order of these units. @returns Its name without `#`, which is the Sales Order number too */
  place(units: Readonly<Record<string, number>>, more?: Readonly<Record<string, unknown>>): Promise<string>;
  /** Waits until the importer has brought in so many orders in all, and lets the warehouse allocate. */
  imported(count: number): Promise<void>;
  step(salesOrderNumber: string, ...actions: string[]): Promise<void>;
  watch(component: unknown, props: Readonly<Record<string, unknown>>): Promise<Watch>;
  stop(): Promise<void>;
}

export interface Watch {
  readonly source: SourceInstance;
  /** Events since the last call. */
  news<Event>(): Event[];
  tick(): Promise<void>;
  /** Bytes of the state as the host keeps it. */
  stateBytes(): number;
}

export async function startTwoSystems({
  profile = {},
  tenant = {},
}: {
  readonly profile?: Readonly<Record<string, unknown>>;
  readonly tenant?: Readonly<Record<string, unknown>>;
} = {}): Promise<TwoSystems> {
  const sandbox = await startSandbox({
    rateLimit: false,
    profile: { lineRemoval: "quantity-0", refusesEditsOncePicked: false, ...profile },
    importer: { delayMs: 0 },
  });
  const { shopify, peoplevox } = sandbox.info;
  const store = memoryDataStore();
  const watches: SourceInstance[] = [];

  const control = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(sandbox.info.control.url + path, {
      method,
      ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`The sandbox refused ${path}: ${await response.text()}`);
    return (await response.json()) as Answer;
  };

  return {
    sandbox,
    store,
    control,
    connections: {
      shopifyShop: shopify.shop,
      shopifyAccessToken: shopify.accessToken,
      shopifyAdminUrl: shopify.url,
      shopifyApiVersion: shopify.apiVersion,
      shopifyClientSecret: shopify.clientSecret,
      peoplevoxUrl: peoplevox.url,
      peoplevoxClientId: peoplevox.clientId,
      peoplevoxUsername: peoplevox.username,
      peoplevoxPassword: peoplevox.password,
      peoplevoxProfile: {
        lineRemoval: "quantity-0",
        usesLine: true,
        requestBudget: { requests: 1_000, perMs: 1_000 },
        ...tenant,
      },
    },
    async place(units, more = {}) {
      const lines = Object.entries(units).map(([sku, quantity]) => ({ sku, quantity }));
      const { name } = await control<{ name: string }>("POST", "/shopify/orders", { lines, ...more });
      return name.replace("#", "");
    },
    async imported(count) {
      for (let tries = 0; sandbox.importer.records().length < count; tries += 1) {
        if (tries > 500) throw new Error(`${sandbox.importer.records().length} of ${count} orders were imported.`);
        await sleep(10);
      }
      sandbox.peoplevox.tenant.warehouse.settle();
    },
    async step(salesOrderNumber, ...actions) {
      for (const action of actions) await control("POST", "/peoplevox/warehouse/step", { action, salesOrderNumber });
    },
    async watch(component, props) {
      const events: EmittedEvent[] = [];
      let stored: Record<string, unknown> = {};
      const source = await openSource(
        component as Component,
        { ...props },
        {
          endpoint: "http://127.0.0.1:1/unused",
          loadDb: () => Promise.resolve(structuredClone(stored)),
          persist(change) {
            if (change.db !== null) stored = structuredClone(change.db);
            events.push(...change.events);
            return Promise.resolve();
          },
          dataStore: () => store,
          now: Date.now,
          log: () => undefined,
        },
      );
      watches.push(source);
      await source.start();
      return {
        source,
        news: <Event>() => events.splice(0).map(({ event }) => event as Event),
        tick: () => source.onTimer({ timestamp: Math.floor(Date.now() / 1000), interval_seconds: 600 }),
        stateBytes() {
          const { $host: _host, ...db } = stored;
          return Buffer.byteLength(JSON.stringify(db));
        },
      };
    },
    async stop() {
      await Promise.all(watches.map((source) => source.idle()));
      await sandbox.stop();
    },
  };
}
