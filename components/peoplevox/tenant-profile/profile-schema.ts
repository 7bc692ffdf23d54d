import { z } from "zod";
import { TEMPLATE_KEYS } from "../template-table.ts";
import { ITEM_FIELD, NEW_ORDERS, SALES_ORDER_FIELD } from "./field-schemas.ts";
import { checkDetails } from "./check-details.ts";
import { RETURNS } from "./returns-schema.ts";

const identity = z.enum(["order-name", "order-name-without-hash", "order-id"]);
const name = z.string().trim().min(1);
const affix = z.strictObject({
  rule: z.enum(["strip-prefix", "strip-suffix", "add-prefix", "add-suffix"]),
  text: z.string().min(1),
});

const renames = z
  .record(name, name)
  .refine(
    (columns) =>
      new Set(Object.values(columns).map((header) => header.toLowerCase())).size === Object.keys(columns).length,
    "expected a different header for each column",
  );

/**
 * A tenant profile as people write it: JSON, every field optional; `components/peoplevox/README.md` explains each.
 * Unknown fields are refused, so that a slip of the pen is not a silent default.
 */
export const profileSchema = z
  .strictObject({
    // For the rules
    salesOrderNumber: z
      .strictObject({
        from: identity.default("order-name-without-hash"),
        prefix: z.string().default(""),
        suffix: z.string().default(""),
      })
      .prefault({}),
    reference: z.strictObject({ from: identity.default("order-name") }).prefault({}),
    lineRemoval: z.enum(["none", "quantity-0", "delete-row"]).default("none"),
    usesLine: z.boolean().default(false),
    fields: z.array(SALES_ORDER_FIELD).default([]),
    itemFields: z.array(ITEM_FIELD).default([]),
    serviceTypes: z.record(name, name).default({}),
    metafields: z.array(z.string().regex(/^[^.\s]+\.\S+$/, "expected namespace.key")).default([]),
    newOrders: NEW_ORDERS,
    statusPhases: z
      .record(name, z.enum(["not-started", "picking", "picked", "despatched", "cancelled", "unknown"]))
      .default({})
      .transform((phases) =>
        Object.fromEntries(Object.entries(phases).map(([status, phase]) => [status.toLowerCase(), phase])),
      ),
    itemCode: z
      .strictObject({
        rules: z
          .array(
            z.discriminatedUnion("rule", [
              z.strictObject({ rule: z.enum(["upper-case", "lower-case", "use-barcode"]) }),
              affix,
              z.strictObject({ rule: z.literal("replace"), text: z.string().min(1), with: z.string() }),
            ]),
          )
          .default([]),
        table: z.record(name, name).default({}),
      })
      .prefault({}),

    // For returns
    returns: RETURNS,

    // For the connection
    region: z.enum(["default", "us"]).default("default"),
    templates: z.partialRecord(z.enum(TEMPLATE_KEYS), name).default({}),
    columns: z.partialRecord(z.enum(TEMPLATE_KEYS), renames).default({}),
    requestBudget: z
      .strictObject({
        /** Each is a place that all workers keep account of; Peoplevox takes about one a second. */
        requests: z.int().min(1).max(1_000).default(15),
        perMs: z.int().min(1).default(15_000),
        /** Assumption: the service does not say how many requests it takes at one time. */
        atOnce: z.int().min(1).default(4),
      })
      .prefault({}),
    timeZone: z.string().refine(isTimeZone, 'expected an IANA time zone such as "Europe/London"').default("UTC"),
    timeoutMs: z.int().min(1).default(120_000),
    rowsPerSave: z.int().min(1).max(100).default(100),
    termsPerSearch: z.int().min(1).max(100).default(100),
    itemCodeFreshForMs: z.int().min(0).default(600_000),
  })
  .superRefine(checkDetails);

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
