import { z } from "zod";
import { comparedLine, link, moment, pageOf, paging } from "./common.ts";
import { exceptionItem } from "./exceptions.ts";
import type { RouteTable } from "./route-table.ts";
import { runItem } from "./runs.ts";

export const orderItem = z.object({
  key: z.string(),
  shop: z.string().nullable(),
  name: z.string(),
  id: z.string().nullable(),
  runs: z.number(),
  lastRunAt: moment,
  lastState: z.string(),
  openExceptions: z.number(),
});
export type OrderItem = z.output<typeof orderItem>;

const happening = z.object({
  at: moment,
  what: z.string(),
  /** More to say, or empty. */
  details: z.string(),
  runId: z.number().nullable(),
});

export const comparison = z.object({
  comparedAt: moment,
  /** `live`: both sides were read just now. `run`: from what that run read. */
  from: z.enum(["live", "run"]),
  runId: z.number().nullable(),
  inSync: z.boolean(),
  /** What LastEdit would do about it now, in words. */
  inWords: z.string(),
  because: z.string(),
  salesOrders: z.array(
    z.object({
      number: z.string(),
      status: z.string(),
      onHold: z.boolean(),
      stopShip: z.boolean(),
      /** `current` is the one that is to be sent. */
      part: z.enum(["current", "rival", "cancelled"]),
    }),
  ),
  lines: z.array(comparedLine),
  details: z.array(z.object({ field: z.string(), wanted: z.string(), inWarehouse: z.string() })),
  gaps: z.array(z.object({ title: z.string(), inWords: z.string(), because: z.string() })),
  /** For finance: what the order is worth in Shopify now, after edits and refunds; null where a run has read it. */
  inShopify: z
    .object({
      currency: z.string(),
      total: z.string(),
      tax: z.string(),
      shipping: z.string(),
      discounts: z.string(),
      received: z.string().describe("What the customer has paid."),
      refunded: z.string().describe("What went back to the customer."),
      outstanding: z.string().describe("Still to invoice; below zero, still to refund."),
      paymentState: z.string().nullable().describe("Shopify's word, such as PARTIALLY_REFUNDED."),
    })
    .nullable(),
  /** For finance. Texts are as Peoplevox writes them. */
  values: z
    .object({
      state: z.enum(["same", "differs", "not-compared"]),
      because: z.string(),
      currency: z.string(),
      rows: z.array(
        z.object({
          field: z.string(),
          shopify: z.string(),
          peoplevox: z.string(),
          differs: z.boolean(),
        }),
      ),
    })
    .nullable(),
});
export type Comparison = z.output<typeof comparison>;

export const orderDetail = z.object({
  key: z.string(),
  shop: z.string().nullable(),
  name: z.string(),
  id: z.string().nullable(),
  /** Oldest first. */
  shopify: z.array(happening),
  peoplevox: z.array(happening),
  /** The order and what it was recreated from or as, oldest first; just the order itself when it never was. */
  lineage: z.array(
    z.object({
      name: z.string(),
      key: z.string(),
      salesOrderNumbers: z.array(z.string()),
      part: z.enum(["root", "replaced", "live"]),
      because: z.string(),
    }),
  ),
  holds: z.array(
    z.object({
      salesOrderNumber: z.string(),
      flags: z.array(z.string()),
      placedAt: moment.nullable(),
      because: z.string(),
      ours: z.boolean(),
    }),
  ),
  /** As the latest run read it; null when none did. */
  comparison: comparison.nullable(),
  /** Latest 50. */
  runs: z.array(runItem),
  exceptions: z.array(exceptionItem),
  links: z.array(link),
  /** Why the two sides cannot be read now; null when they can. */
  whyNoCompare: z.string().nullable(),
});
export type OrderDetail = z.output<typeof orderDetail>;

const orderKey = z.object({ key: z.string().min(1).max(300) });

export const ORDERS = {
  list: {
    method: "GET",
    path: "/orders",
    role: "operator",
    summary: "Orders that LastEdit has worked on, the latest first; by the beginning of their name, or by id.",
    query: z.object({ text: z.string().max(200).optional(), ...paging }),
    response: pageOf(orderItem),
  },
  get: {
    method: "GET",
    path: "/orders/:key",
    role: "operator",
    summary: "One order's life: both timelines, lineage, holds, difference, values, runs and exceptions.",
    params: orderKey,
    response: orderDetail,
  },
  compare: {
    method: "POST",
    path: "/orders/:key/compare",
    role: "operator",
    summary: "Read both sides now and compare them. Changes nothing.",
    changes: false,
    params: orderKey,
    response: comparison,
  },
} as const satisfies RouteTable;
