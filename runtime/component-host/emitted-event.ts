import { COMPARED_ID_LENGTH } from "./dedupe.ts";
import { componentName } from "./invoke.ts";
import { isRecord, toJson } from "./json.ts";
import type { Component, EmittedEvent } from "./types.ts";

/**
 * What `$emit(event, { id, name, summary, ts })` makes. `ts` may be a number, a `Date` or a date as text; without a
 * usable one the event is of now.
 *
 * @throws {TypeError} When the source dedupes and the event has no id, or no numeric one for `greatest`
 */
export function toEmittedEvent(component: Component, event: unknown, given: unknown, nowMs: number): EmittedEvent {
  const meta = isRecord(given) ? given : {};
  const id = idOf(meta["id"]);
  if (component.dedupe !== undefined && id === null) {
    throw new TypeError(
      `${componentName(component)}: $emit needs an id, since the source dedupes "${component.dedupe}".`,
    );
  }
  if (component.dedupe === "greatest" && !Number.isFinite(Number(id))) {
    throw new TypeError(`${componentName(component)}: $emit got id "${String(id)}"; "greatest" needs a number.`);
  }
  return {
    id,
    name: textOf(meta["name"]),
    summary: textOf(meta["summary"]),
    ts: momentMs(meta["ts"]) ?? nowMs,
    deliverAt: momentMs(meta["delivery_ts"]),
    event: toJson(event),
  };
}

function idOf(value: unknown): string | null {
  return textOf(value)?.slice(0, COMPARED_ID_LENGTH) ?? null;
}

function textOf(value: unknown): string | null {
  if (typeof value === "string") return value === "" ? null : value;
  return typeof value === "number" || typeof value === "bigint" || typeof value === "boolean" ? String(value) : null;
}

function momentMs(value: unknown): number | null {
  if (value instanceof Date || typeof value === "string") {
    const text = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
    return finite(new Date(text).getTime());
  }
  return typeof value === "number" ? finite(value) : null;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
