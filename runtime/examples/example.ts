import { readFile } from "node:fs/promises";
import { z } from "zod";
import { exampleError, parseExampleText } from "./example-error.ts";

const text = z.string().min(1);
const units = z.record(text, z.int().min(0));
/** Checked by the sandbox, which knows its own words. */
const words = z.record(z.string(), z.unknown());

/** What is expected of a Sales Order; what is left out is not looked at. */
const salesOrder = z.strictObject({
  status: text.optional(),
  onHold: z.boolean().optional(),
  stopShip: z.boolean().optional(),
  /** Units by ItemCode, complete. */
  units: units.optional(),
  /** Header columns. */
  fields: z.record(text, z.string()).optional(),
  /** Lines with their texts, complete and in order. */
  lines: z
    .array(z.strictObject({ itemCode: text, quantity: z.int(), texts: z.record(text, z.string()).default({}) }))
    .optional(),
});

/** What becomes of the order in Shopify beside edits: `{ "what": "refund", "lines": […] }`, as the sandbox's control API takes it. */
const shopStep = z.looseObject({ what: z.enum(["fulfil", "refund", "return", "move-return", "process-return"]) });

/** An RMA or returns purchase order; its number comes from Shopify's ids. */
const returnDocument = z.strictObject({
  type: z.enum(["rma", "purchase-order"]).default("rma"),
  /** What it was made for: the number's prefix. */
  for: z.enum(["refund", "return"]),
  status: text.default("Open"),
  units,
});

/** An order that an app makes of the latest version, which it cancels; `first` says what the shop hears of first. */
const recreation = z.strictObject({
  lines: z.array(words).optional(),
  first: z.enum(["create", "cancel"]).optional(),
  /** Whether the other integration has brought the new order into Peoplevox. */
  imported: z.boolean().default(true),
});

const exampleSchema = z.strictObject({
  /** A rule in the present tense, as a merchant would say it. */
  title: text,
  /** What is particular to the tenant; goes to the Peoplevox sandbox and into the tenant profile. */
  tenant: z
    .strictObject({
      lineRemoval: z.enum(["none", "quantity-0", "delete-row"]).default("quantity-0"),
      usesLine: z.boolean().default(true),
      fields: z.array(words).default([]),
      /** More of the tenant profile: `itemFields`, `serviceTypes`, `metafields`, `newOrders` … */
      profile: words.default({}),
      /** How the tenant's Peoplevox itself differs: `rmaTemplates`, `unconfiguredTemplates` … */
      sandbox: words.default({}),
    })
    .prefault({}),
  /** The order as it is placed in Shopify; left out where a recipe is not about one order. */
  order: words.optional(),
  /** What the two systems have beside the sandbox's own small catalogue. */
  catalogue: z
    .strictObject({
      /** Products in Shopify, with their variants. */
      products: z.array(words).default([]),
      /** Items in Peoplevox. */
      items: z.array(words).default([]),
      /** ItemCodes that are removed from Peoplevox after that. */
      removedItems: z.array(text).default([]),
    })
    .optional(),
  /** What the trigger tells, beside the order where there is one. */
  event: words.default({}),
  /** Whether the other integration has brought the order into Peoplevox. */
  imported: z.boolean().default(true),
  /** What the warehouse does before the order is changed. */
  warehouseBefore: z.array(words).default([]),
  /** One order edit in Shopify. */
  edit: z.array(words).default([]),
  /** A change of note, attributes or address. */
  details: words.optional(),
  /** Order metafields that are set, as `namespace.key`. */
  metafields: z.record(text, text).default({}),
  /** A fulfilment hold placed in Shopify. */
  fulfilmentHold: z.boolean().default(false),
  cancel: z.boolean().default(false),
  /** Versions that an order-editing app makes of the order, one after the other: `#1001A`, `#1001B`. */
  recreate: z.array(recreation).default([]),
  /** Another order that is placed after all that, as a shopper or an app does; imported too. */
  anotherOrder: words.optional(),
  /** Despatches, refunds and Returns in Shopify, in order. */
  inShopify: z.array(shopStep).default([]),
  /** What happens in Shopify after a run. For each list the recipe runs once more, for an empty one too. */
  later: z.array(z.array(shopStep)).default([]),
  /** Placed just before the run: what goes wrong, or a picker who is faster. */
  faults: z.array(words).default([]),
  /** Props of steps that differ from the recipe's, by namespace. */
  props: z.record(text, words).default({}),
  expect: z.strictObject({
    /** `outcome` of the update step; left out when the run ends with an error. */
    outcome: text.optional(),
    inSync: z.boolean().optional(),
    /** Kind of the exception that is open afterwards. */
    exception: text.nullable().default(null),
    /** Code of the error the run ends with. */
    error: text.nullable().default(null),
    /** Templates written to Peoplevox, in order. */
    saves: z.array(text).optional(),
    salesOrders: z.record(text, salesOrder.nullable()).default({}),
    /** All that announces goods to the returns bench: RMAs first, each kind in the order it was made. */
    returnDocuments: z.array(returnDocument).optional(),
    /** What steps returned, by path: `audit.counts.missing`; `audit.$summary` is what the step said. */
    results: z.record(text, z.unknown()).default({}),
  }),
});

/** One example of a recipe: both systems before, what happens, and how it must end. */
export type RecipeExample = z.infer<typeof exampleSchema>;

/**
 * Reads an example file.
 *
 * @throws {ExampleError} Naming the file, each wrong place with line and column, and what was expected
 */
export async function readExample(file: string): Promise<RecipeExample> {
  const content = await readFile(file, "utf8");
  const result = exampleSchema.safeParse(parseExampleText(content, file));
  if (result.success) return result.data;
  throw exampleError(content, file, result.error);
}
