import { isRecord } from "../component-host/json.ts";
import type { Caller } from "./child-dollar.ts";
import { STORE_METHODS } from "./protocol.ts";

/** `this` of a code step: the values of its props, data stores as objects whose calls are messages. */
export function childProps(
  definitions: Readonly<Record<string, unknown>>,
  values: Readonly<Record<string, unknown>>,
  call: Caller,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(definitions).map(([prop, definition]) => [
      prop,
      isRecord(definition) && definition["type"] === "data_store" ? childStore(prop, call) : values[prop],
    ]),
  );
}

function childStore(prop: string, call: Caller): object {
  const methods = Object.fromEntries(
    STORE_METHODS.map((method) => [method, (...args: unknown[]) => call({ of: "store", prop, method, args })]),
  );
  async function* entries(): AsyncGenerator {
    yield* (await call({ of: "store", prop, method: "entries", args: [] })) as unknown[];
  }
  return { ...methods, entries, [Symbol.asyncIterator]: entries };
}
