import { isRecord, toJson } from "../component-host/json.ts";
import type { DataStore } from "../component-host/types.ts";
import { DOLLAR_METHODS, STORE_METHODS } from "./protocol.ts";
import type { Call, ToChild, ToParent } from "./protocol.ts";

export interface CallTargets {
  readonly $: Readonly<Record<string, unknown>>;
  /** By prop. */
  readonly stores: ReadonlyMap<string, DataStore>;
}

type Callee = (...args: readonly unknown[]) => unknown;

/** Makes a call that the step's process asked for: only those of the lists, only on the step's own `$` and stores. */
export async function answerCall(
  { id, call }: Extract<ToParent, { kind: "call" }>,
  targets: CallTargets,
): Promise<ToChild> {
  try {
    const value = await calleeOf(call, targets)(...call.args);
    return { kind: "answer", id, value: toJson(value), problem: null };
  } catch (error) {
    return { kind: "answer", id, value: null, problem: error instanceof Error ? error.message : String(error) };
  }
}

function calleeOf(call: Call, { $, stores }: CallTargets): Callee {
  if (call.of === "store") {
    const store = stores.get(call.prop);
    if (store === undefined || !STORE_METHODS.includes(call.method)) throw new TypeError(`There is no ${call.prop}.`);
    if (call.method === "entries") return () => allOf(store);
    return (store[call.method] as Callee).bind(store);
  }
  if (!DOLLAR_METHODS.includes(call.method)) throw new TypeError(`$ has no ${call.method}.`);
  let target: unknown = $;
  for (const part of call.method.split(".")) target = isRecord(target) ? target[part] : undefined;
  if (typeof target === "function") return target as Callee;
  throw new TypeError(`$.${call.method} is not available here.`);
}

async function allOf(store: DataStore): Promise<[string, unknown][]> {
  const entries: [string, unknown][] = [];
  for await (const entry of store.entries()) entries.push(entry);
  return entries;
}
