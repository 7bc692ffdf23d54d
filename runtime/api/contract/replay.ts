import { z } from "zod";
import { givenMoment, moment, numberCursor, pageOf, runId, runStatus } from "./common.ts";
import { wouldSend } from "./editing.ts";
import { recipeName, yamlText } from "./recipe-parts.ts";
import type { RouteTable } from "./route-table.ts";

const version = z.enum(["original", "latest"]).default("latest");
const because = z.string().trim().max(1_000).default("");

/** Which past runs: by id, or by what they were. */
export const runChoice = z.union([
  z.strictObject({ ids: z.array(z.int().min(1).max(2_147_483_647)).min(1).max(1_000) }),
  z.strictObject({
    filter: z.strictObject({
      order: z.string().max(200).exactOptional(),
      recipe: z.string().max(200).exactOptional(),
      status: runStatus.exactOptional(),
      outcome: z.string().max(100).exactOptional(),
      from: givenMoment.exactOptional(),
      to: givenMoment.exactOptional(),
      text: z.string().max(200).exactOptional(),
    }),
    most: z.int().min(1).max(1_000).default(200),
  }),
]);

/** How one order stands at a moment, in short. */
const orderNow = z.object({
  /** "3 lines, 5 units, last changed …"; `null` where it could not be read. */
  words: z.string().nullable(),
  problem: z.string().nullable(),
});

export const replayPreviewItem = z.object({
  runId: z.number(),
  recipe: z.string(),
  orderName: z.string().nullable(),
  status: runStatus,
  outcome: z.string().nullable(),
  queuedAt: moment,
  /** Why it cannot be replayed; `null` when it can. */
  refused: z.string().nullable(),
  then: orderNow,
  now: orderNow,
  /** What Peoplevox has of it now. */
  peoplevox: orderNow,
  /** What a dry run would send; `null` where none was made. */
  wouldSend: z.array(wouldSend).nullable(),
  outcomeNow: z.string().nullable(),
});

export const replayJob = z.object({
  id: z.number(),
  kind: z.enum(["replay", "time-travel"]),
  recipe: z.string().nullable(),
  status: z.enum(["running", "stopping", "stopped", "finished", "failed"]),
  by: z.string(),
  because: z.string(),
  startedAt: moment,
  finishedAt: moment.nullable(),
  total: z.number(),
  done: z.number(),
  failed: z.number(),
  /** How many ended in each outcome. */
  outcomes: z.record(z.string(), z.number()),
  /** Requests that would have been sent, by what they are; time travel only. */
  wouldSend: z.record(z.string(), z.number()),
  /** Milliseconds that are likely to remain; `null` when it cannot be told. */
  remainingMs: z.number().nullable(),
});
export type ReplayJob = z.output<typeof replayJob>;

export const replayJobItem = z.object({
  id: z.number(),
  runId: z.number(),
  orderName: z.string().nullable(),
  state: z.enum(["waiting", "started", "done", "failed", "dropped"]),
  /** The run that was started for it. */
  newRunId: z.number().nullable(),
  /** What the past run came to, and what this one did, or would do. */
  outcomeThen: z.string().nullable(),
  outcomeNow: z.string().nullable(),
  summary: z.string(),
  /** Time travel only. */
  wouldSend: z.array(wouldSend),
});

const jobParams = z.object({ id: runId });

export const REPLAY = {
  retry: {
    method: "POST",
    path: "/runs/:id/retry",
    role: "operator",
    summary: "Run it again: whole, or from a step with the earlier results reused.",
    params: z.object({ id: runId }),
    body: z.strictObject({
      /** The step to begin with. Left out: the whole recipe. */
      fromStep: z.string().max(100).exactOptional(),
      version,
      /** The event, edited. Left out: as it came. */
      input: z.unknown().optional(),
      because,
    }),
    response: z.object({
      runId: z.number(),
      version: z.enum(["original", "latest"]),
      /** Steps whose results came with it. Of those that only read, some are read again where the order has changed. */
      reused: z.array(z.string()),
      /** What was edited in the event, line by line; empty when nothing was. */
      inputDiff: z.array(z.string()),
    }),
  },
  input: {
    method: "GET",
    path: "/runs/:id/input",
    role: "operator",
    summary: "The event of a run, for editing; personal data masked as in the history.",
    params: z.object({ id: runId }),
    response: z.object({
      event: z.unknown(),
      /** It holds masked texts: sent back unchanged, they are the real ones again. */
      masked: z.boolean(),
      /** Steps a retry can begin with; those before have results that can be reused. */
      fromSteps: z.array(z.string()),
      /** The failed step; `null` when none failed. */
      failedStep: z.string().nullable(),
      /** Whether the recipe text of that run is still there. */
      originalVersion: z.boolean(),
    }),
  },
  preview: {
    method: "POST",
    path: "/replays/preview",
    role: "operator",
    summary: "What a bulk replay would run: each order then and now, and what would be sent. Changes nothing.",
    body: z.strictObject({
      choose: runChoice,
      version,
      /** Dry runs for at most this many; the others are listed without. */
      dryRuns: z.int().min(0).max(50).default(10),
    }),
    changes: false,
    response: z.object({
      total: z.number(),
      items: z.array(replayPreviewItem),
      /** The filter fits more runs than may be replayed at once. */
      more: z.boolean(),
    }),
  },
  start: {
    method: "POST",
    path: "/replays",
    role: "operator",
    summary:
      "Replay many runs, a few at a time. A filter is looked up anew: to run what a preview has listed, give its ids.",
    body: z.strictObject({ choose: runChoice, version, because: z.string().trim().min(1).max(1_000) }),
    response: replayJob,
  },
  list: {
    method: "GET",
    path: "/replays",
    role: "operator",
    summary: "Bulk replays and time travels, newest first.",
    query: z.object({
      before: numberCursor.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    response: pageOf(replayJob),
  },
  get: {
    method: "GET",
    path: "/replays/:id",
    role: "operator",
    summary: "How far it is.",
    params: jobParams,
    response: replayJob,
  },
  items: {
    method: "GET",
    path: "/replays/:id/items",
    role: "operator",
    summary: "Its runs, in order.",
    params: jobParams,
    query: z.object({
      before: numberCursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      /** Only those that would now end otherwise. */
      onlyChanged: z.stringbool().default(false),
    }),
    response: pageOf(replayJobItem),
  },
  stop: {
    method: "POST",
    path: "/replays/:id/stop",
    role: "operator",
    summary: "Start no more of it. What has begun goes on.",
    params: jobParams,
    response: replayJob,
  },
  timeTravel: {
    method: "POST",
    path: "/time-travel",
    role: "editor",
    summary: "Dry run of a draft over past events: what it would have done. Sends nothing.",
    body: z.strictObject({
      recipe: recipeName,
      yaml: yamlText.exactOptional().describe("Left out: the draft, or what is published."),
      choose: runChoice,
      because,
    }),
    response: replayJob,
  },
} as const satisfies RouteTable;
