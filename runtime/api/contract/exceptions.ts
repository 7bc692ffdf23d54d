import { z } from "zod";
import { comparedLine, givenMoment, link, moment, owner, pageOf, textPaging, runStatus, severity } from "./common.ts";
import type { RouteTable } from "./route-table.ts";

export const exceptionState = z.object({
  is: z.enum(["open", "taken", "snoozed", "resolved", "closed"]),
  since: moment,
  by: z.string().nullable(),
  until: moment.nullable(),
  /** Note of who resolved it, or why it closed by itself. */
  note: z.string().nullable(),
});

export const exceptionItem = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  owner,
  severity,
  status: z.enum(["open", "closed"]),
  state: exceptionState,
  shop: z.string(),
  orderKey: z.string().describe("For /orders/:key."),
  orderName: z.string(),
  /** Root order of recreated ones. */
  lineage: z.string(),
  salesOrderNumber: z.string().nullable(),
  whatHappened: z.string(),
  mattersUntil: moment.nullable(),
  firstSeenAt: moment,
  lastSeenAt: moment,
  timesSeen: z.number(),
  /** Somebody asked for a retry that has not been answered yet. */
  retryAskedBy: z.string().nullable(),
});
export type ExceptionItem = z.output<typeof exceptionItem>;

const note = z.string().trim().max(1_000).exactOptional();
const neededNote = z.string().trim().min(1).max(1_000);

/** What a person does. The person is the one who is signed in. */
export const exceptionAct = z.discriminatedUnion("act", [
  z.strictObject({ act: z.literal("take"), note, takeOver: z.boolean().exactOptional() }),
  z.strictObject({ act: z.literal("give-back"), note }),
  z.strictObject({ act: z.literal("assign"), to: z.string().trim().min(1).max(100), note }),
  z.strictObject({ act: z.literal("snooze"), until: givenMoment, note }),
  z.strictObject({ act: z.literal("wake"), note }),
  z.strictObject({ act: z.literal("note"), note: neededNote }),
  z.strictObject({ act: z.literal("resolve"), note: neededNote }),
  z.strictObject({ act: z.literal("reopen"), note }),
  z.strictObject({ act: z.literal("retry"), note }),
  z.strictObject({ act: z.literal("stop-parcel"), note }),
]);
export type ExceptionAct = z.input<typeof exceptionAct>;
export type ExceptionActName = ExceptionAct["act"];
const actName = z.enum([
  "take",
  "give-back",
  "assign",
  "snooze",
  "wake",
  "note",
  "resolve",
  "reopen",
  "retry",
  "stop-parcel",
]);

export const exceptionDetail = exceptionItem.extend({
  orderId: z.string(),
  whatWasChanged: z.string(),
  whatToDo: z.string(),
  /** What the customer wants beside what the warehouse works from. */
  lines: z.array(comparedLine),
  /** Oldest first. */
  history: z.array(
    z.object({ id: z.string(), at: moment, by: z.string().nullable(), what: z.string(), note: z.string().nullable() }),
  ),
  /** What the oldest entries were compacted into. */
  olderHistory: z.object({ from: moment, to: moment, counts: z.record(z.string(), z.number()) }).nullable(),
  closedAt: moment.nullable(),
  closedBecause: z.string().nullable(),
  timesReopened: z.number(),
  /** What may be done now by the person who asks. */
  may: z.array(actName),
  links: z.array(link),
  runs: z.array(
    z.object({ id: z.number(), recipe: z.string(), status: runStatus, state: z.string(), queuedAt: moment }),
  ),
});
export type ExceptionDetail = z.output<typeof exceptionDetail>;

/** What came of an act for one exception. */
export const actResult = z.object({
  id: z.string(),
  ok: z.boolean(),
  /** For a person: what was done, or why not and whether anything was changed. */
  because: z.string(),
  exception: exceptionItem.nullable().describe("As it stands now; null when there is none."),
  /** A run that was started for it. */
  runId: z.number().nullable(),
  /** The act that takes this one back; null where nothing can. */
  undo: exceptionAct.nullable(),
});
export type ActResult = z.output<typeof actResult>;

const exceptionId = z.object({ id: z.string().min(1).max(500) });

export const EXCEPTIONS = {
  list: {
    method: "GET",
    path: "/exceptions",
    role: "operator",
    summary: "Exceptions that fit. The most pressing first, or the one seen last.",
    query: z.object({
      status: z.enum(["open", "closed", "all"]).default("open"),
      state: z
        .enum(["to-do", "open", "taken", "snoozed", "resolved", "closed"])
        .optional()
        .describe("`to-do`: open or taken, so that snoozed ones are left out."),
      owner: owner.optional(),
      kind: z.string().max(100).optional(),
      severity: severity.optional(),
      order: z.string().max(200).optional(),
      assignee: z.string().max(100).optional(),
      dueBefore: givenMoment.optional().describe("Those that still matter now, but not after this moment."),
      text: z.string().max(200).optional(),
      sort: z.enum(["deadline", "last-seen"]).default("deadline"),
      ...textPaging,
    }),
    response: pageOf(exceptionItem).extend({
      /** Of the open ones, whatever the filter. */
      openByOwner: z.record(owner, z.number()),
      kinds: z.array(z.object({ kind: z.string(), title: z.string() })).describe("All kinds there can be."),
      people: z.array(z.string()).describe("Names an exception can be assigned to."),
    }),
  },
  get: {
    method: "GET",
    path: "/exceptions/:id",
    role: "operator",
    summary: "One exception with all that a person needs to act.",
    params: exceptionId,
    response: exceptionDetail,
  },
  act: {
    method: "POST",
    path: "/exceptions/:id/act",
    role: "operator",
    summary: "Take, give back, assign, snooze, wake, note, resolve, reopen, retry, or stop the parcel.",
    params: exceptionId,
    body: exceptionAct,
    response: actResult,
  },
  actOnMany: {
    method: "POST",
    path: "/exceptions/bulk",
    role: "operator",
    summary: "The same act for up to 200 exceptions; one result each, in the order given.",
    body: z.strictObject({ ids: z.array(exceptionId.shape.id).min(1).max(200), act: exceptionAct }),
    response: z.object({ results: z.array(actResult) }),
  },
} as const satisfies RouteTable;
