import { ConfigurationError } from "@pipedream/platform";
import { z } from "zod";
import type { SwapFinding } from "../../../domain/recreated-order/swap-sides.ts";

const text = z.string().min(1);

const ref = z.object({
  id: text,
  name: text,
  createdAt: z.iso.datetime({ offset: true }),
  cancelledAt: text.nullable(),
});

const findingSchema: z.ZodType<SwapFinding> = z.object({
  kind: z.enum(["recreated", "split", "under-way", "review", "none"]),
  shop: text,
  root: text,
  because: z.string(),
  live: z.array(ref),
  cancelled: z.array(ref),
  openAndReplaced: z.array(ref),
  steps: z.array(z.object({ original: ref, replacement: ref })),
});

/**
 * Reads a finding that came through a step or a trigger: an object, or its JSON text.
 *
 * @throws {ConfigurationError} Naming what is missing or wrong. Nothing was changed.
 */
export function readFinding(value: unknown): SwapFinding {
  const result = findingSchema.safeParse(typeof value === "string" ? fromText(value) : value);
  if (result.success) return result.data;
  const wrong = result.error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${["Finding", ...path].join(".")}: ${message}`);
  throw new ConfigurationError(
    `${wrong.join("; ")}. Expected what Find Recreated Order returns, or the event of New Order Recreated. Nothing was changed.`,
  );
}

function fromText(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    throw new ConfigurationError(`Finding is the text "${value.slice(0, 40)}", expected JSON. Nothing was changed.`);
  }
}
