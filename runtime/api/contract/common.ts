import { z } from "zod";

/** A moment, ISO 8601 in UTC. */
export const moment = z.iso.datetime().describe("ISO 8601, UTC");

/** A moment that a caller may give with any offset. */
export const givenMoment = z.iso.datetime({ offset: true });

export const owner = z.enum(["warehouse", "customer-service", "merchandising", "integration"]);
export const severity = z.enum(["low", "medium", "high"]);
export const runStatus = z.enum(["waiting", "running", "succeeded", "failed", "cancelled"]);

/** The largest number that the database gives to a row. */
const MOST_ROWS = 2_147_483_647;

/** A run's number, also as text in a path. */
export const runId = z.coerce.number().int().min(1).max(MOST_ROWS);

/** The `next` of the page before, where a list is paged by numbers. */
export const numberCursor = z
  .string()
  .max(20)
  .refine((text) => /^\d+$/.test(text) && Number(text) <= MOST_ROWS, "expected the next of the page before, a number")
  .transform(Number);

/** What every refused request answers. */
export const errorBody = z.object({
  error: z.object({
    code: z.string().describe("Stable, in lower case with hyphens."),
    message: z.string().describe("For the person: what was wrong, and whether anything was changed."),
    details: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .exactOptional()
      .describe("One entry per field that was wrong."),
  }),
});
export type ErrorBody = z.output<typeof errorBody>;

const limit = z.coerce.number().int().min(1).max(200).default(50);

/** How a list is paged: `before` is the `next` of the page before. */
export const paging = { before: numberCursor.optional(), limit };

/** The same where `next` is a text of its own. */
export const textPaging = { before: z.string().max(500).optional(), limit };

/** One page of a list. `next` is `null` on the last one. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable() });

/** An answer that holds nothing but that it was done. */
export const done = z.object({});

/** A link that leaves the console. */
export const link = z.object({ label: z.string(), url: z.string() });

/** A failure as history keeps it. */
export const storedError = z.object({
  message: z.string(),
  code: z.string(),
  retry: z.enum(["never", "safe", "only-after-checking"]),
  effect: z.enum(["nothing-sent", "not-applied", "applied", "partly-applied", "unknown"]),
});

/** One item of an order on both sides; units are summed per item, since Peoplevox picks by item. */
export const comparedLine = z.object({
  itemCode: z.string().describe("Empty where the line has none."),
  title: z.string(),
  wanted: z.number(),
  inWarehouse: z.number(),
  remark: z.enum(["", "differs", "has no ItemCode"]),
});
