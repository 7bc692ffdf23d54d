import { ConfigurationError } from "@pipedream/platform";
import { z } from "zod";
import type { ObservedSalesOrder } from "../../../domain/sales-order/sales-order.ts";

const salesOrders = z.array(
  z.looseObject({
    salesOrderNumber: z.string().min(1),
    reference: z.string(),
    status: z.string(),
    onHold: z.boolean(),
    stopShip: z.boolean(),
    fields: z.record(z.string(), z.string()),
    items: z.array(z.looseObject({ itemCode: z.string(), quantityOrdered: z.number() })),
  }),
);

/**
 * Sales Orders that came through a step.
 *
 * @returns `undefined` when none were given
 * @throws {ConfigurationError} Naming what is wrong. Nothing was changed.
 */
export function knownSalesOrders(value: unknown): readonly ObservedSalesOrder[] | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  const result = salesOrders.safeParse(value);
  if (result.success) return value as readonly ObservedSalesOrder[];
  const wrong = result.error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${["Sales Orders", ...path].join(".")}: ${message}`);
  throw new ConfigurationError(
    `${wrong.join("; ")}. Expected the Sales Orders that Check Sales Order Status returns. Nothing was changed.`,
  );
}
