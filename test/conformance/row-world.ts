import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { loadComponentFile } from "../../runtime/component-host/catalogue.ts";
import { createFileStore } from "../../runtime/component-host/files/file-store.ts";
import { listOptions, runAction } from "../../runtime/component-host/index.ts";
import type { ActionCall, ActionResult, Component, DataStore, HostFiles } from "../../runtime/component-host/index.ts";
import type { OptionsPage, OptionsRequest } from "../../runtime/component-host/options.ts";
import { createHookServer } from "../../runtime/ingress/hook-server.ts";
import { memoryDataStore } from "../runtime/component-host/memory-data-store.ts";
import { holdSource } from "./held-source.ts";
import type { HeldSource } from "./held-source.ts";
import { openOutsideWorld } from "./outside-world.ts";
import type { OutsideWorld } from "./outside-world.ts";

/** What a row works with: the packages, the APIs they call, and the runtime that holds them. */
export interface RowWorld {
  readonly outside: OutsideWorld;
  /** `@pipedream/gitlab/sources/new-branch/new-branch.mjs` */
  load(file: string): Promise<Component>;
  /** Opens a source with an address of its own; it is not started. */
  source(component: Component, props: Readonly<Record<string, unknown>>): Promise<HeldSource>;
  action(
    component: Component,
    props: Readonly<Record<string, unknown>>,
    call?: Partial<ActionCall>,
  ): Promise<ActionResult>;
  options(
    component: Component,
    prop: string,
    values: Readonly<Record<string, unknown>>,
    request?: OptionsRequest,
  ): Promise<OptionsPage>;
  dataStore(name: string): DataStore;
  /** A folder of this world; gone when it closes. */
  readonly files: HostFiles;
  /** The clock of sources and data stores, in milliseconds since 1970; rows may set it. */
  nowMs: number;
  close(): Promise<void>;
}

export async function openRowWorld(packages: string): Promise<RowWorld> {
  const sources = new Map<string, HeldSource>();
  const hooks = createHookServer({
    deliver: (id, event) => sources.get(id)?.instance.onRequest(event),
    checkHealth: () => Promise.resolve(),
    status: () => Promise.resolve({}),
  });
  const address = await hooks.listen({ host: "127.0.0.1", port: 0 });
  const outside = await openOutsideWorld();
  const folder = await mkdtemp(path.join(tmpdir(), "conformance-"));
  const files = { folder, store: createFileStore({ folder: path.join(folder, "files") }) };
  const dataStore = memoryDataStore(() => world.nowMs);
  const world: RowWorld = {
    outside,
    nowMs: 1_800_000_000_000,
    dataStore,
    files,
    load: (file) => loadComponentFile(path.join(packages, "node_modules", file)),
    async source(component, props) {
      const id = `source-${sources.size + 1}`;
      const url = `${address}/hooks/${id}`;
      const held = await holdSource({ component, props, url, files, now: () => world.nowMs });
      sources.set(id, held);
      return held;
    },
    action: (component, props, call = {}) =>
      runAction({ component, props, steps: {}, context: {}, dataStore, files, ...call }),
    options: (component, prop, values, request = {}) => listOptions(component, prop, values, request, { dataStore }),
    async close() {
      await hooks.close();
      await outside.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return world;
}
