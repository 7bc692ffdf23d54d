import { ConfigurationError } from "@pipedream/platform";
import { z } from "zod";

/** The prop that takes the times at which holds were first seen. */
export function heldSinceProp() {
  return {
    type: "object",
    label: "Held Since",
    description:
      "When holds were first seen, by Sales Order number, as the trigger says: `{{steps.trigger.event.heldSince}}`. Peoplevox does not tell.",
    optional: true,
  } as const;
}

const times = z.record(z.string(), z.iso.datetime({ offset: true }));

/** @throws {ConfigurationError} When a time is none. Nothing was changed. */
export function readHeldSince(value: unknown): ReadonlyMap<string, number> {
  const given: unknown = typeof value === "string" && value !== "" ? JSON.parse(value) : value;
  const result = times.safeParse(given ?? {});
  if (!result.success) {
    throw new ConfigurationError(`Held since: ${z.prettifyError(result.error)} Nothing was changed.`);
  }
  return new Map(Object.entries(result.data).map(([number, time]) => [number, Date.parse(time)]));
}

export const notSearchable = (orderName: string): ConfigurationError =>
  new ConfigurationError(
    `Order ${orderName} cannot be looked up in Peoplevox: its name holds a quote, a backslash or a control character. Nothing was changed.`,
  );
