import { NotSupportedError } from "./errors.ts";
import { dirProp } from "./files/dir-prop.ts";
import { httpRequestProp } from "./http-request-prop.ts";
import { componentName, isFunction } from "./invoke.ts";
import { isRecord } from "./json.ts";
import { configuredValues } from "./prop-values.ts";
import { defaultValue } from "./resolve-prop.ts";
import type { ResolvedProp } from "./resolve-prop.ts";
import { sqlProp } from "./sql-prop.ts";
import type { Component, DataStore, HostFiles } from "./types.ts";

/** A component's `this`: own, readable, extensible. Props and bound methods; hooks and `run` are not on it. */
export type Self = Record<string, unknown>;

/** `$.service.db` as components use it: synchronous. */
export interface ServiceDb {
  /** `undefined` when there is no such key. */
  get(key: string): unknown;
  /** `null` or `undefined` takes the key away. */
  set(key: string, value: unknown): void;
}

/** What the host puts behind props that are services. A service left out is one the component cannot use here. */
export interface Services {
  dataStore(name: string): DataStore;
  readonly db?: ServiceDb;
  readonly http?: { readonly endpoint: string; respond(response: unknown): Promise<void> };
  readonly files?: HostFiles | undefined;
}

/**
 * Builds a component's `this` for one run. Every run gets its own, and its own app objects, so that nothing written on
 * one (`$auth`, the debug fields of the axios wrapper) is seen by another.
 */
export function bindComponent(
  component: Component,
  props: readonly ResolvedProp[],
  values: Readonly<Record<string, unknown>>,
  services: Services,
): Self {
  const self: Self = {};
  bindMethods(component, self);
  const configured = configuredValues(props, values);
  for (const prop of props) {
    const value = liveValue(component, prop, configured[prop.name], services);
    if (value !== undefined) self[prop.name] = value;
  }
  return self;
}

/** An app instance: its methods bound to itself, its account in `$auth`. */
export function bindApp(app: Component, value: unknown): Self {
  const auth = isRecord(value) && isRecord(value["$auth"]) ? value["$auth"] : {};
  const instance: Self = { $auth: { ...auth } };
  bindMethods(app, instance);
  return instance;
}

function bindMethods(component: Component, self: Self): void {
  for (const [name, method] of Object.entries(component.methods ?? {})) {
    if (isFunction(method)) self[name] = (method as (this: Self, ...args: unknown[]) => unknown).bind(self);
  }
}

function liveValue(component: Component, prop: ResolvedProp, value: unknown, services: Services): unknown {
  switch (prop.type) {
    case "app":
      return bindApp(prop.app ?? {}, value);
    case "data_store":
      return typeof value === "string" ? iterable(services.dataStore(value)) : undefined;
    case "$.service.db":
      return services.db ?? temporaryDb();
    case "$.interface.http":
      return services.http;
    case "alert":
    case "$.interface.apphook":
      return undefined;
    case "http_request":
      return httpRequestProp({ ...defaultOf(prop), ...(isRecord(value) ? value : {}) });
    case "sql":
      return sqlProp(value);
    case "dir":
      if (services.files !== undefined)
        return dirProp(services.files.folder, folderOf(component, value), prop.definition);
      if (prop.definition["optional"] === true) return undefined;
      throw new NotSupportedError(
        `${componentName(component)}: a prop of type dir ("${prop.name}") where no folder was given for it`,
        "Pass the file's content instead.",
      );
    default:
      return value;
  }
}

function defaultOf(prop: ResolvedProp): object {
  const value = defaultValue(prop);
  return isRecord(value) ? value : {};
}

function folderOf(component: Component, value: unknown): string {
  return typeof value === "string" && value !== "" ? value : componentName(component);
}

/** For a component that declares `$.service.db` where there is no source to keep it: forgotten with the run. */
function temporaryDb(): ServiceDb {
  const records = new Map<string, unknown>();
  return { get: (key) => records.get(key), set: (key, value) => void records.set(key, value) };
}

/** Components also go over a store itself: `for await (const [key, value] of this.dataStore)`. */
function iterable(store: DataStore): DataStore & AsyncIterable<[string, unknown]> {
  return { ...store, [Symbol.asyncIterator]: () => store.entries()[Symbol.asyncIterator]() };
}
