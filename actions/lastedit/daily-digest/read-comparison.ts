import { ConfigurationError } from "@pipedream/platform";
import { z } from "zod";
import type { DigestComparison } from "./digest.ts";

const count = z.int().min(0);

const schema: z.ZodType<DigestComparison> = z.object({
  lookBackHours: count,
  orders: count,
  inSync: count,
  waiting: count,
  withGaps: count,
  parcelsAtRisk: count,
  gapsByKind: z.record(z.string(), count),
  values: z.object({
    byCurrency: z.array(
      z.object({
        currency: z.string().length(3),
        ordersSame: count,
        ordersDiffering: count,
        shopifyMinor: z.int(),
        peoplevoxMinor: z.int(),
      }),
    ),
    ordersNotCompared: count,
  }),
});

/** @throws {ConfigurationError} When it is not what Compare Recent Orders returns. Nothing was sent. */
export function readComparison(value: unknown): DigestComparison | null {
  const given: unknown = typeof value === "string" && value.trim() !== "" ? JSON.parse(value) : value;
  if (given === undefined || given === null || given === "") return null;
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw new ConfigurationError(
    `Comparison: ${z.prettifyError(result.error)} Expected what Compare Recent Orders returned. Nothing was sent.`,
  );
}
