import { createHash } from "node:crypto";
import { NotSupportedError } from "./errors.ts";
import { componentName } from "./invoke.ts";
import { isRecord } from "./json.ts";
import { configuredValues } from "./prop-values.ts";
import type { ResolvedProp } from "./resolve-prop.ts";
import type { Component, Schedule } from "./types.ts";

/** Pipedream's default for a polling source, 15 minutes. */
const DEFAULT_INTERVAL_SECONDS = 900;

/** How a source wants to be started: by requests, by a timer, or both. */
export interface SourceSetup {
  readonly hasHttp: boolean;
  readonly customResponse: boolean;
  /** Waits for events that Pipedream's own app receives. */
  readonly hasAppHook: boolean;
  readonly schedule: Schedule | null;
}

export function sourceSetup(
  component: Component,
  props: readonly ResolvedProp[],
  values: Readonly<Record<string, unknown>>,
): SourceSetup {
  const http = props.find((prop) => prop.type === "$.interface.http");
  const timers = props.filter((prop) => prop.type === "$.interface.timer");
  const [timer] = timers;
  if (timers.length > 1) {
    throw new NotSupportedError(`${componentName(component)}: more than one timer prop`, "Use one timer.");
  }
  return {
    hasHttp: http !== undefined,
    hasAppHook: props.some((prop) => prop.type === "$.interface.apphook"),
    customResponse: http?.definition["customResponse"] === true,
    schedule: timer === undefined ? null : scheduleOf(component, timer, configuredValues([timer], values)[timer.name]),
  };
}

function scheduleOf(component: Component, timer: ResolvedProp, value: unknown): Schedule {
  if (value === undefined) return { intervalSeconds: DEFAULT_INTERVAL_SECONDS };
  if (isRecord(value)) {
    const { intervalSeconds, cron, timezone } = value;
    if (typeof intervalSeconds === "number" && intervalSeconds > 0) return { intervalSeconds };
    if (typeof cron === "string") return typeof timezone === "string" ? { cron, timezone } : { cron };
  }
  throw new TypeError(
    `${componentName(component)}: timer "${timer.name}" is ${JSON.stringify(value)}; ` +
      "expected { intervalSeconds } above zero or { cron }.",
  );
}

/** Changes when the source must be activated again: new code, other props, another URL. Secrets are only digested. */
export function setupDigest(component: Component, values: Readonly<Record<string, unknown>>, endpoint: string): string {
  const entries = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([component.version, endpoint, entries]))
    .digest("hex");
}
