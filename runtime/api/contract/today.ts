import { z } from "zod";
import { moment, owner } from "./common.ts";
import type { RouteTable } from "./route-table.ts";

const flow = {
  in: z
    .number()
    .describe(
      "Events that arrived for recipes which bring an order's change to the warehouse; only their runs are counted.",
    ),
  applied: z.number().describe("Runs after which the warehouse works from the new version."),
  alreadyRight: z.number(),
  waiting: z.number(),
  blocked: z.number().describe("Runs that ended so that a person must act, or failed."),
};

export const health = z.object({
  /** Everything was stopped by a person. */
  stopped: z.object({ by: z.string(), since: moment, because: z.string() }).nullable(),
  connections: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      state: z.enum(["ok", "failing", "trying", "paused", "unknown"]),
      /** Empty when there is nothing to say. */
      because: z.string(),
      since: moment.nullable(),
      nextTryAt: moment.nullable(),
    }),
  ),
  webhooks: z.array(
    z.object({
      id: z.string(),
      recipe: z.string(),
      state: z.enum(["active", "starting", "failed"]),
      because: z.string(),
      lastEventAt: moment.nullable(),
    }),
  ),
  /** Requests to Peoplevox, one per tenant. */
  budgets: z.array(
    z.object({
      connection: z.string(),
      used: z.number(),
      limit: z.number(),
      windowMs: z.number(),
      waiting: z.number(),
    }),
  ),
  queue: z.object({ waiting: z.number(), running: z.number(), oldestWaitMs: z.number().nullable() }),
  workers: z.array(z.object({ id: z.string(), version: z.string(), seenAt: moment })),
});
export type Health = z.output<typeof health>;

export const TODAY = {
  today: {
    method: "GET",
    path: "/today",
    role: "operator",
    summary: "How things stand: the last 24 hours by hour, open exceptions, cut-offs, health.",
    response: z.object({
      now: moment,
      /** 24 entries, the oldest first; the last is the hour that goes on. */
      hours: z.array(z.object({ from: moment, ...flow })),
      totals: z.object({ ...flow, failed: z.number() }),
      /** From the event to the end of the run that applied it, in milliseconds; null when there was none. */
      editToWarehouse: z.object({ medianMs: z.number().nullable(), p95Ms: z.number().nullable(), runs: z.number() }),
      exceptions: z.array(
        z.object({
          owner,
          open: z.number(),
          taken: z.number(),
          snoozed: z.number(),
          overdue: z.number(),
          nearest: z.object({ id: z.string(), orderName: z.string(), mattersUntil: moment }).nullable(),
        }),
      ),
      /** The next cut-offs, the nearest first; empty where no courier schedule is set. */
      cutOffs: z.array(
        z.object({
          at: moment,
          collectionAt: moment,
          label: z.string(),
          parcelsAtRisk: z.number().describe("Open exceptions that matter until this cut-off."),
        }),
      ),
      health,
    }),
  },
  health: {
    method: "GET",
    path: "/health",
    role: "operator",
    summary: "Connections, webhooks, request budgets, queue and workers.",
    response: health,
  },
  live: {
    method: "GET",
    path: "/live",
    role: "operator",
    summary: "Server-sent events (`liveEvent` as JSON in `data`): what has changed, to be read again.",
    response: z.string(),
    answers: "stream",
  },
} as const satisfies RouteTable;

/** One server-sent event. Several changes within half a second come as one. */
export const liveEvent = z.discriminatedUnion("what", [
  z.object({ what: z.literal("runs"), ids: z.array(z.number()).describe("Empty when there were too many to name.") }),
  z.object({ what: z.literal("exceptions"), ids: z.array(z.string()) }),
  z.object({
    what: z.literal("counts"),
    waiting: z.number(),
    running: z.number(),
    openExceptions: z.number(),
  }),
  z.object({ what: z.literal("health") }),
]);
export type LiveEvent = z.output<typeof liveEvent>;
export type Today = z.output<(typeof TODAY)["today"]["response"]>;
