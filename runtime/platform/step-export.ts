import { isRecord } from "../component-host/json.ts";
import { cloneSafe } from "./safe-json.ts";

/**
 * Leaves something for the person who looks at the step: an export when the first argument of the axios wrapper is an
 * action's `$`, else a field of the component's `this`, with a line in its log.
 */
export function stepExport(step: unknown, name: string, value: unknown): void {
  const copy = cloneSafe(value);
  if (isRecord(step)) {
    if (typeof step["export"] === "function") {
      (step["export"] as (name: string, value: unknown) => void).call(step, name, copy);
      return;
    }
    step[name] = copy;
  }
  // The value is on the step; in the log it would show credentials.
  globalThis.console.log(`export: ${name}`);
}
