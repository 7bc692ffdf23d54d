import { ConfigurationError } from "@pipedream/platform";
import { z } from "zod";
import type { OrderSnapshot } from "../../../domain/sales-order/order-snapshot.ts";

/** The prop that takes an order from an earlier step. */
export function orderProp() {
  return {
    type: "any",
    label: "Order",
    description: "The current Shopify order, as **Get Current Order** returned it: `{{steps.order.$return_value}}`.",
  } as const;
}

const attribute = z.object({ key: z.string(), value: z.string() });
const nullable = z.string().nullable();

const snapshot: z.ZodType<OrderSnapshot> = z.object({
  shop: z.string().min(1),
  gid: z.string(),
  id: z.string().min(1),
  name: z.string().min(1),
  createdAt: z.iso.datetime({ offset: true }),
  updatedAt: z.iso.datetime({ offset: true }),
  cancelledAt: nullable,
  test: z.boolean(),
  note: nullable,
  tags: z.array(z.string()),
  attributes: z.array(attribute),
  email: nullable,
  phone: nullable,
  shippingAddress: z
    .object({
      name: nullable,
      company: nullable,
      address1: nullable,
      address2: nullable,
      city: nullable,
      province: nullable,
      zip: nullable,
      countryCode: nullable,
      phone: nullable,
    })
    .nullable(),
  shippingMethod: z.object({ title: z.string(), code: nullable }).nullable(),
  financialStatus: nullable,
  fulfillmentStatus: nullable,
  currency: z.string(),
  currentTotal: z.string(),
  currentTax: z.string(),
  currentShipping: z.string(),
  currentDiscounts: z.string(),
  /** An order read by an older step has none. */
  metafields: z.record(z.string(), nullable).default({}),
  lines: z.array(
    z.object({
      id: z.string().min(1),
      sku: nullable,
      title: z.string(),
      variantId: nullable,
      barcode: nullable,
      quantity: z.int().min(0),
      currentQuantity: z.int().min(0),
      unfulfilledQuantity: z.int().min(0),
      fulfilledQuantity: z.int().min(0),
      requiresShipping: z.boolean(),
      isGiftCard: z.boolean(),
      unitPrice: z.string(),
      attributes: z.array(attribute),
    }),
  ),
});

/**
 * Reads an order that came through a step: an object, or its JSON text.
 *
 * @throws {ConfigurationError} Naming what is missing or wrong. Nothing was changed.
 */
export function readOrder(value: unknown, place = "Order"): OrderSnapshot {
  const result = snapshot.safeParse(fromText(value, place));
  if (result.success) return result.data;
  const wrong = result.error.issues.slice(0, 3).map(({ path, message }) => `${[place, ...path].join(".")}: ${message}`);
  throw new ConfigurationError(
    `${wrong.join("; ")}. Expected the order that Get Current Order returns. Nothing was changed.`,
  );
}

function fromText(value: unknown, place: string): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new ConfigurationError(
      `${place} is the text "${value.slice(0, 40)}", expected an order. Nothing was changed.`,
    );
  }
}
