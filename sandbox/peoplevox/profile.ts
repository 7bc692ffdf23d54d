import { z } from "zod";

const item = z.strictObject({
  ItemCode: z.string().min(1).max(50),
  Name: z.string().max(50).optional(),
  Barcode: z.string().max(50).optional(),
  /** Units on the shelf; `defaultStock` when left out. */
  OnHand: z.int().min(0).optional(),
});

/**
 * What is particular to the sandbox's one tenant. Every field has a default; `sandbox/README.md` explains each.
 */
export const profileSchema = z.strictObject({
  clientId: z
    .string()
    .regex(/^[A-Za-z0-9]+$/)
    .default("acme1234"),
  username: z.string().min(1).default("api"),
  password: z.string().min(1).default("sandbox-password"),
  /** In the US region the password is sent as plain text, elsewhere in base64. */
  usRegion: z.boolean().default(false),
  timeZone: z.string().default("UTC"),
  /** Template → documented column → the name this tenant gave it. */
  renamedColumns: z.record(z.string(), z.record(z.string(), z.string().min(1))).default({}),
  /** Template → documented columns this tenant left out of its configuration. */
  unconfiguredColumns: z.record(z.string(), z.array(z.string())).default({}),
  /** Templates that nobody configured: they cannot be used at all. */
  unconfiguredTemplates: z.array(z.string()).default([]),
  /** Whether "Sales order items" has the column `Line`. */
  usesLine: z.boolean().default(true),
  lineRemoval: z.enum(["none", "quantity-0", "delete-row"]).default("none"),
  /** Whether the templates "RMAs" and "RMA items" exist. */
  rmaTemplates: z.boolean().default(true),
  /** `false` takes every edit, so that a client's own fence can be proven by the journal. */
  refusesEditsOncePicked: z.boolean().default(true),
  overHundredRows: z.enum(["refuse", "accept"]).default("refuse"),
  requestBudget: z
    .strictObject({ requests: z.int().min(1), perMs: z.int().min(1) })
    .default({ requests: 15, perMs: 15_000 }),
  overBudget: z.enum(["refuse", "slow"]).default("refuse"),
  sessionMs: z
    .int()
    .min(1)
    .default(30 * 60_000),
  expiredSessionText: z.enum(["Invalid Session", "Session Expired"]).default("Invalid Session"),
  sites: z
    .array(z.strictObject({ Name: z.string(), Reference: z.string() }))
    .default([{ Name: "Primary site", Reference: "PrimarySite" }]),
  carriers: z
    .array(z.strictObject({ Name: z.string(), "Reference 2": z.string().optional() }))
    .default([{ Name: "Parcel Post" }]),
  serviceTypes: z.array(z.strictObject({ Carrier: z.string(), Name: z.string(), Code: z.string() })).default([
    { Carrier: "Parcel Post", Name: "Standard 48", Code: "STD48" },
    { Carrier: "Parcel Post", Name: "Next day", Code: "NEXT" },
  ]),
  returnReasons: z.array(z.strictObject({ Code: z.string(), Description: z.string() })).default([
    { Code: "SIZE", Description: "Wrong size" },
    { Code: "DAMAGED", Description: "Arrived damaged" },
    { Code: "UNWANTED", Description: "Not wanted any more" },
  ]),
  customers: z.array(z.strictObject({ Name: z.string(), Reference: z.string() })).default([]),
  suppliers: z.array(z.strictObject({ Name: z.string(), Reference: z.string() })).default([]),
  items: z.array(item).default([]),
  /** Units on the shelf for items that say nothing of their own. */
  defaultStock: z.int().min(0).default(1000),
});

export type PeoplevoxProfile = z.infer<typeof profileSchema>;

/**
 * Fills in the defaults.
 *
 * @throws {Error} naming each wrong path, its value and what was expected
 */
export function readProfile(input: unknown): PeoplevoxProfile {
  const result = profileSchema.safeParse(input);
  if (result.success) return result.data;
  throw new Error(`The sandbox profile is not usable; nothing was started.\n${z.prettifyError(result.error)}`);
}
