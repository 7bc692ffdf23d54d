import { z } from "zod";
import type { EvidenceRules } from "../../../domain/recreated-order/evidence-rule.ts";

const text = z.string().trim().min(1);
const weighed = { id: text, points: z.number(), because: text };
const makes = z.enum(["version", "part"]);
const PAIR_TESTS = [
  "same-customer",
  "cancelled-close",
  "same-app",
  "same-address",
  "sku-overlap",
  "copied-payment",
  "same-codes",
  "draft-order",
] as const;

const place = z.discriminatedUnion("in", [
  z.strictObject({ in: z.literal("attribute"), key: text }),
  z.strictObject({ in: z.literal("metafield"), namespace: text, key: text }),
  z.strictObject({ in: z.literal("tag") }),
  z.strictObject({ in: z.literal("note") }),
  z.strictObject({ in: z.literal("source-identifier") }),
]);

const mark = z
  .strictObject({ oldTag: text, newTag: text, eitherTag: text, newApp: z.array(text) })
  .partial()
  .transform(withoutUndefined);

/** The shape of edited rules; `problemsInRules` says whether they make sense together. What is left out stays. */
export const evidenceSchema = z
  .strictObject({
    threshold: z.number(),
    reviewFrom: z.number(),
    mostFromCircumstances: z.number(),
    shopNames: z.strictObject({ prefix: z.string(), suffix: z.string() }),
    links: z.array(z.strictObject({ ...weighed, where: place, template: text })),
    names: z.array(z.strictObject({ ...weighed, template: text, makes })),
    marks: z.array(
      z.strictObject({ ...weighed, when: mark, makes, needs: z.array(z.array(z.enum(["name", ...PAIR_TESTS]))) }),
    ),
    circumstances: z.array(z.strictObject({ ...weighed, id: z.enum(PAIR_TESTS) })),
    closeMinutes: z.number(),
    skuOverlap: z.number(),
    everydayApps: z.array(text),
    exchange: z.strictObject({
      namePrefixes: z.array(text),
      nameSuffixes: z.array(text),
      tags: z.array(text),
    }),
    otherCancelReasons: z.array(text),
  } satisfies Record<keyof EvidenceRules, z.ZodType>)
  .partial()
  .transform(withoutUndefined);

type WithoutUndefined<Value> = { [K in keyof Value]?: Exclude<Value[K], undefined> };

function withoutUndefined<Value extends object>(value: Value): WithoutUndefined<Value> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as WithoutUndefined<Value>;
}
