import { z } from "zod";
import { moment, owner, severity } from "./common.ts";
import type { RouteTable } from "./route-table.ts";

export const gapItem = z.object({
  exceptionId: z.string(),
  kind: z.string(),
  title: z.string(),
  orderKey: z.string().describe("For /orders/:key."),
  orderName: z.string(),
  salesOrderNumber: z.string().nullable(),
  owner,
  severity,
  inWords: z.string(),
  whatToDo: z.string(),
  mattersUntil: moment.nullable(),
  firstSeenAt: moment,
  lastSeenAt: moment,
});

export const sweepRun = z.object({
  runId: z.number(),
  recipe: z.string(),
  orderName: z.string().nullable(),
  at: moment,
  status: z.string(),
  summary: z.string(),
});

const finding = z.object({
  sku: z.string(),
  itemCode: z.string(),
  variantId: z.string(),
  title: z.string(),
  detail: z.string(),
});

export const GAPS = {
  latest: {
    method: "GET",
    path: "/gaps/latest",
    role: "operator",
    summary: "Gaps that stand now, the most pressing first, and what the sweep did last.",
    response: z.object({
      /** When the sweep last looked at an order; `null` when it never has. */
      checkedAt: moment.nullable(),
      gaps: z.array(gapItem),
      countsByKind: z.record(z.string(), z.number()),
      runs: z.array(sweepRun).describe("Newest first, at most 50."),
      /** Recipes that look for gaps and do not run here, with the reason. */
      notWatching: z.array(z.object({ recipe: z.string(), because: z.string() })),
    }),
  },
  latestCsv: {
    method: "GET",
    path: "/gaps/latest.csv",
    role: "operator",
    summary: "Gaps that stand now, as CSV.",
    answers: "text/csv",
    response: z.string(),
  },
  history: {
    method: "GET",
    path: "/gaps/history",
    role: "operator",
    summary: "Per day: orders looked at, gaps repaired, gaps raised.",
    query: z.object({ days: z.coerce.number().int().min(1).max(90).default(30) }),
    response: z.object({
      days: z.array(
        z.object({
          day: z.iso.date().describe("UTC."),
          looks: z.number(),
          repaired: z.number(),
          raised: z.number(),
          failed: z.number(),
        }),
      ),
    }),
  },
  historyCsv: {
    method: "GET",
    path: "/gaps/history.csv",
    role: "operator",
    summary: "The same as CSV.",
    query: z.object({ days: z.coerce.number().int().min(1).max(90).default(30) }),
    answers: "text/csv",
    response: z.string(),
  },
  catalogue: {
    method: "GET",
    path: "/audits/catalogue/latest",
    role: "operator",
    summary: "What the last catalogue audit found; null before the first.",
    response: z
      .object({
        runId: z.number(),
        at: moment,
        clean: z.boolean(),
        shop: z.string(),
        summary: z.string(),
        counts: z.record(z.string(), z.number()),
        findings: z.array(
          z.object({
            kind: z.string(),
            title: z.string(),
            severity: z.string(),
            owner: z.string(),
            whatToDo: z.string(),
            count: z.number(),
            examples: z.array(finding),
          }),
        ),
        /** The CSV has every finding; where it would be too large for the history, only the examples. */
        csvIsComplete: z.boolean(),
      })
      .nullable(),
  },
  catalogueCsv: {
    method: "GET",
    path: "/audits/catalogue/latest.csv",
    role: "operator",
    summary: "The findings of the last catalogue audit as CSV.",
    answers: "text/csv",
    response: z.string(),
  },
} as const satisfies RouteTable;
