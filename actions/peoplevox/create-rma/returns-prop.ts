import { ConfigurationError } from "@pipedream/platform";
import { z } from "zod";
import { RESTOCK_LOCATIONS, RESTOCK_TYPES } from "../../../domain/returns/refund-kind.rules.ts";
import { RETURN_STATUSES } from "../../../domain/returns/returns-snapshot.ts";
import type { RefundSnapshot, ReturnsHistory, ReturnSnapshot } from "../../../domain/returns/returns-snapshot.ts";
import { readOrder } from "../shared/order-prop.ts";

/** The prop that takes an order's refunds and Returns from an earlier step. */
export function returnsProp() {
  return {
    type: "any",
    label: "Order Returns",
    description: "What **Get Order Returns** returned: `{{steps.returns.$return_value}}`.",
  } as const;
}

const text = z.string().min(1);
const moment = z.iso.datetime({ offset: true });
const units = z.int().min(0);

const refund: z.ZodType<RefundSnapshot> = z.object({
  id: text,
  createdAt: moment,
  note: z.string().nullable(),
  returnId: text.nullable(),
  lines: z.array(
    z.object({
      id: text,
      lineId: text,
      sku: z.string().nullable(),
      quantity: units,
      restockType: z.enum(RESTOCK_TYPES),
      location: z.enum(RESTOCK_LOCATIONS),
    }),
  ),
  transactions: z.array(z.object({ id: text, status: z.enum(["success", "pending", "failure"]), amount: z.string() })),
  adjustments: z.array(z.object({ kind: z.enum(["shipping", "duties-or-fees", "discrepancy"]), amount: z.string() })),
});

const aReturn: z.ZodType<ReturnSnapshot> = z.object({
  id: text,
  name: text,
  status: z.enum(RETURN_STATUSES),
  createdAt: moment,
  lines: z.array(
    z.object({
      id: text,
      lineId: text,
      sku: z.string().nullable(),
      quantity: units,
      processedQuantity: units,
      reason: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
});

const history = z.object({ order: z.unknown(), refunds: z.array(refund), returns: z.array(aReturn) });

/**
 * Reads what came through a step: an object, or its JSON text.
 *
 * @throws {ConfigurationError} Naming what is missing or wrong. Nothing was changed.
 */
export function readReturns(value: unknown): ReturnsHistory {
  const result = history.safeParse(fromText(value));
  if (!result.success) {
    const wrong = result.error.issues
      .slice(0, 3)
      .map(({ path, message }) => `${["Order Returns", ...path].join(".")}: ${message}`);
    throw new ConfigurationError(`${wrong.join("; ")}. Expected what Get Order Returns returns. Nothing was changed.`);
  }
  const { order, refunds, returns } = result.data;
  return { order: readOrder(order, "Order Returns.order"), refunds, returns };
}

function fromText(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new ConfigurationError(
      `Order Returns is the text "${value.slice(0, 40)}", expected what Get Order Returns returns. Nothing was changed.`,
    );
  }
}
