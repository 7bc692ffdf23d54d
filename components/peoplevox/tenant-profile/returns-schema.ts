import { z } from "zod";
import { DEFAULT_RETURNS_PROFILE } from "../../../domain/returns/returns-profile.ts";

const name = z.string().trim().min(1);

/** Shopify's handle of a reason: `SIZE_TOO_SMALL`, as it was called before 2026-01, is `size-too-small`. */
const byHandle = z
  .record(name, name)
  .default({})
  .transform((table) =>
    Object.fromEntries(
      Object.entries(table).map(([reason, value]) => [reason.toLowerCase().replaceAll("_", "-"), value]),
    ),
  );

const { numberPrefix } = DEFAULT_RETURNS_PROFILE;
/** A number has at most 30 characters, and Shopify's ids up to 20 digits. */
const prefix = z.string().trim().min(1).max(10);

/** How the tenant is told of goods that come back; `components/peoplevox/README.md` explains each field. */
export const RETURNS = z
  .strictObject({
    capability: z.enum(["discover", "rma-templates", "purchase-order", "none"]).default("discover"),
    numberPrefix: z
      .strictObject({ refund: prefix.default(numberPrefix.refund), return: prefix.default(numberPrefix.return) })
      .refine(
        ({ refund, return: ofReturn }) => refund.toLowerCase() !== ofReturn.toLowerCase(),
        "expected different prefixes, since a refund and a Return may have the same id",
      )
      .prefault({}),
    usesLine: z.boolean().default(DEFAULT_RETURNS_PROFILE.usesLine),
    reasons: byHandle,
    refundReason: z.string().trim().default(""),
    conditions: byHandle,
    expectedState: z.string().trim().default(""),
    supplier: z.string().trim().default(""),
    despatchedUnits: z.enum(["sales-orders", "despatch-summary"]).default("sales-orders"),
  })
  .prefault({});
