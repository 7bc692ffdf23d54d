import { z } from "zod";
import { givenMoment, link, moment, pageOf, paging, runId, runStatus, storedError } from "./common.ts";
import type { RouteTable } from "./route-table.ts";

export const runItem = z.object({
  id: z.number(),
  recipe: z.string(),
  status: runStatus,
  /** Of a succeeded run, such as `apply-in-place`; otherwise `null`. */
  outcome: z.string().nullable(),
  /** `null` when the event named no order. */
  order: z.object({
    key: z.string().describe("For /orders/:key."),
    name: z.string().nullable(),
    id: z.string().nullable(),
    shop: z.string().nullable(),
  }),
  /** The state in a word or two: the outcome, `waiting to be tried again`, … */
  state: z.string(),
  /** What happened, in a sentence; empty while nothing has. */
  summary: z.string(),
  error: storedError.nullable(),
  events: z.number().describe("Events taken together in this run."),
  attempt: z.number(),
  failures: z.number(),
  waits: z.number(),
  replayOf: z.number().nullable(),
  queuedAt: moment,
  dueAt: moment.nullable(),
  startedAt: moment.nullable(),
  finishedAt: moment.nullable(),
  durationMs: z.number().nullable(),
});
export type RunItem = z.output<typeof runItem>;

/** What a step decided, and why. */
export const decision = z.object({
  step: z.string(),
  outcome: z.string(),
  because: z.string(),
  changes: z.string().describe("The difference in words; empty when the step gives none."),
  done: z.array(z.string()).describe("What was done, line by line."),
});

export const runStep = z.object({
  id: z.number(),
  position: z.number(),
  namespace: z.string(),
  uses: z.string(),
  writes: z.boolean(),
  attempt: z.number(),
  status: z.enum(["running", "succeeded", "failed", "skipped", "interrupted"]),
  /** Always there: what the step said, or what its state means. */
  summary: z.string(),
  decision: decision.nullable(),
  input: z.unknown(),
  returnValue: z.unknown(),
  exports: z.unknown(),
  logs: z.array(z.object({ level: z.string(), text: z.string() })),
  error: storedError.nullable(),
  startedAt: moment,
  finishedAt: moment.nullable(),
  durationMs: z.number().nullable(),
});

export const runDetail = runItem.extend({
  /** Of the last attempt, the first 12 characters; `null` before the first. */
  recipeHash: z.string().nullable(),
  /** The recipe's text has changed since this run. `null` when that is not known. */
  recipeChanged: z.boolean().nullable(),
  heard: z.array(z.object({ at: moment, summary: z.string(), payload: z.unknown() })),
  /** In the order in which they began; one per try. */
  steps: z.array(runStep),
  /** Of the last attempt, the one that matters most. */
  decision: decision.nullable(),
  /** What comes of it, in a sentence. */
  lastWord: z.string(),
  replays: z.array(z.object({ id: z.number(), status: runStatus, queuedAt: moment })),
  exceptions: z.array(z.object({ id: z.string(), title: z.string(), status: z.enum(["open", "closed"]) })),
  links: z.array(link),
  canCancel: z.boolean(),
  canReplay: z.boolean(),
});
export type RunDetail = z.output<typeof runDetail>;

export const RUNS = {
  list: {
    method: "GET",
    path: "/runs",
    role: "operator",
    summary: "Runs that fit, newest first.",
    query: z.object({
      order: z.string().max(200).optional().describe("Name, with or without #, or id."),
      recipe: z.string().max(200).optional(),
      status: runStatus.optional(),
      outcome: z.string().max(100).optional(),
      became: z
        .enum(["any", "applied", "already-right", "waiting", "blocked"])
        .optional()
        .describe(
          "As today's figures count them: only runs that bring an order's change to the warehouse; `any` are all of these, blocked ones failed or ended so that a person must act.",
        ),
      from: givenMoment.optional(),
      to: givenMoment.optional(),
      text: z.string().max(200).optional(),
      ...paging,
    }),
    response: pageOf(runItem),
  },
  choices: {
    method: "GET",
    path: "/runs/choices",
    role: "operator",
    summary: "Recipes and outcomes there are runs of, for filters.",
    response: z.object({ recipes: z.array(z.string()), outcomes: z.array(z.string()) }),
  },
  get: {
    method: "GET",
    path: "/runs/:id",
    role: "operator",
    summary: "One run with its steps, in full.",
    params: z.object({ id: runId }),
    response: runDetail,
  },
  cancel: {
    method: "POST",
    path: "/runs/:id/cancel",
    role: "operator",
    summary: "Cancel a run: one that waits at once, one that runs after its current step.",
    params: z.object({ id: runId }),
    body: z.strictObject({ because: z.string().trim().min(1).max(1_000) }),
    response: runDetail,
  },
} as const satisfies RouteTable;
