import { z } from "zod";
import { moment, numberCursor, pageOf, runId, storedError } from "./common.ts";
import { recipeName, yamlText } from "./recipe-parts.ts";
import type { RouteTable } from "./route-table.ts";

const option = z.object({ label: z.string(), value: z.unknown() });

/** One prop as a form shows it. */
export const propItem = z.object({
  name: z.string(),
  type: z.string(),
  label: z.string().nullable(),
  description: z.string().nullable().describe("Markdown."),
  optional: z.boolean(),
  secret: z.boolean(),
  hidden: z.boolean(),
  disabled: z.boolean(),
  default: z.unknown(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  options: z.array(option).nullable(),
  /** The options come from a call: ask /components/:key/options. */
  remoteOptions: z.boolean(),
  /** The call takes a search text. */
  useQuery: z.boolean(),
  /** Other props may appear when this one is set: ask /components/:key/props. */
  reloadProps: z.boolean(),
  /** Slug of the app, for a prop of type app. */
  app: z.string().nullable(),
  alertType: z.string().nullable(),
  content: z.string().nullable(),
  /** A connection of this system fills it: such as `shopify`; `null` where none does. */
  filledBy: z.string().nullable(),
});
export type PropItem = z.output<typeof propItem>;

export const componentItem = z.object({
  key: z.string(),
  version: z.string(),
  type: z.enum(["source", "action"]),
  name: z.string(),
  description: z.string().describe("Markdown."),
  /** First part of the key: shopify, peoplevox, lastedit, slack, … */
  system: z.string(),
  readOnly: z.boolean().describe("It changes nothing on the other side."),
  /** `lastedit`, or the npm package it comes from. */
  from: z.string(),
});
export const componentDetail = componentItem.extend({
  props: z.array(propItem),
  dynamicProps: z.boolean(),
  /** An event of a source, as it looks; `null` where it gives none. */
  sample: z.unknown(),
});
export type ComponentDetail = z.output<typeof componentDetail>;

/** Props as they stand in the form. Props that a connection fills may be left out. */
const configured = z.record(z.string(), z.unknown()).default({});
/** The recipe's connections: its name for each, and the connection's. */
const connections = z.record(z.string(), z.string().max(100)).default({});
const componentParams = z.object({ key: z.string().min(1).max(200) });

/** What expressions are read and tested against. */
export const against = z.discriminatedUnion("what", [
  z.strictObject({ what: z.literal("run"), runId }),
  z.strictObject({ what: z.literal("example"), example: z.string().min(1).max(200) }),
  z.strictObject({ what: z.literal("event"), event: z.unknown() }),
]);

/** Which text: the draft or what is published of a recipe, or a text that is not saved yet. */
const recipeText = { recipe: recipeName, yaml: yamlText.exactOptional() };

/** A request that a dry run would have sent. */
export const wouldSend = z.object({
  /** Name of the step; empty when it was none. */
  step: z.string(),
  system: z.enum(["peoplevox", "shopify", "http", "mail", "lastedit"]),
  /** In words: "SaveData Sales orders, 2 rows". */
  what: z.string(),
  /** `POST https://…`, or the mail server. No secrets. */
  target: z.string(),
  /** The rows, the GraphQL variables, the body, the mail, or the record before and after. */
  content: z.string(),
  language: z.enum(["csv", "json", "graphql", "text"]),
  /** What the step was told, since nothing was sent. */
  answered: z.string(),
});
export type WouldSend = z.output<typeof wouldSend>;

export const dryStep = z.object({
  namespace: z.string(),
  uses: z.string(),
  status: z.enum(["succeeded", "failed", "skipped", "reused", "not-reached"]),
  summary: z.string(),
  input: z.unknown(),
  returnValue: z.unknown(),
  exports: z.unknown(),
  logs: z.array(z.object({ level: z.string(), text: z.string() })),
  error: storedError.nullable(),
  durationMs: z.number(),
});

export const dryRun = z.object({
  outcome: z.string().nullable(),
  summary: z.string(),
  status: z.enum(["succeeded", "failed"]),
  steps: z.array(dryStep),
  /** In the order in which they would be sent. */
  wouldSend: z.array(wouldSend),
  /** Requests that only read, which were made. */
  reads: z.object({ peoplevox: z.number(), shopify: z.number(), other: z.number() }),
  /** Where it read from: the connected systems, or a sandbox set up as the example says. */
  readFrom: z.enum(["connections", "sandbox"]),
  durationMs: z.number(),
});
export type DryRun = z.output<typeof dryRun>;

export const EDITING = {
  components: {
    method: "GET",
    path: "/components",
    role: "operator",
    summary: "Sources and actions that can be used here; the best fit first.",
    query: z.object({
      text: z.string().max(200).optional(),
      type: z.enum(["source", "action"]).optional(),
      before: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    response: pageOf(componentItem),
  },
  component: {
    method: "GET",
    path: "/components/:key",
    role: "operator",
    summary: "One component with its props.",
    params: componentParams,
    response: componentDetail,
  },
  options: {
    method: "POST",
    path: "/components/:key/options",
    role: "editor",
    summary: "A page of a prop's options, asked from the system.",
    params: componentParams,
    body: z.strictObject({
      prop: z.string().min(1).max(200),
      configured,
      connections,
      page: z.int().min(0).default(0),
      prevContext: z.record(z.string(), z.unknown()).default({}),
      query: z.string().max(200).exactOptional(),
    }),
    changes: false,
    response: z.object({
      options: z.array(option),
      /** For the next page; `null` where the component gives none. */
      context: z.record(z.string(), z.unknown()).nullable(),
      /** Why there are none, in words of the component or system; `null` when all went well. */
      problem: z.string().nullable(),
    }),
  },
  props: {
    method: "POST",
    path: "/components/:key/props",
    role: "editor",
    summary: "The props as they are once some are set.",
    params: componentParams,
    body: z.strictObject({ configured, connections }),
    changes: false,
    response: z.object({ props: z.array(propItem), problem: z.string().nullable() }),
  },
  complete: {
    method: "POST",
    path: "/expressions/complete",
    role: "editor",
    summary: "What may stand at the cursor of an expression: names, fields of earlier results, methods.",
    body: z.strictObject({
      ...recipeText,
      /** The step whose prop it is; only steps before it are offered. Left out: all of them. */
      step: z.string().max(100).exactOptional(),
      text: z.string().max(20_000),
      cursor: z.int().min(0).describe("Characters before the cursor."),
      against: against.exactOptional(),
    }),
    changes: false,
    response: z.object({
      /** The part of the text that a choice replaces. */
      from: z.number(),
      to: z.number(),
      choices: z.array(
        z.object({
          insert: z.string(),
          label: z.string(),
          kind: z.enum(["name", "field", "method", "function"]),
          detail: z.string().describe("Type, and what it was in the event it is read against."),
        }),
      ),
    }),
  },
  preview: {
    method: "POST",
    path: "/expressions/preview",
    role: "editor",
    summary: "The value of an expression, or of a text with expressions in it, against a past run or an example.",
    body: z.strictObject({
      ...recipeText,
      text: z.string().max(20_000),
      condition: z.boolean().default(false),
      against,
    }),
    changes: false,
    response: z.object({
      ok: z.boolean(),
      /** Secrets removed. */
      value: z.unknown(),
      type: z.string(),
      problem: z.string().nullable(),
    }),
  },
  testEvents: {
    method: "GET",
    path: "/recipes/:name/test-events",
    role: "operator",
    summary: "Examples and past events that a recipe can be tested against.",
    params: z.object({ name: recipeName }),
    query: z.object({
      order: z.string().max(200).optional(),
      before: numberCursor.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    response: z.object({
      examples: z.array(z.object({ name: z.string(), title: z.string() })),
      samples: z.array(z.object({ trigger: z.string(), event: z.unknown() })),
      runs: z.array(
        z.object({ runId: z.number(), orderName: z.string().nullable(), summary: z.string(), queuedAt: moment }),
      ),
      next: z.string().nullable(),
    }),
  },
  test: {
    method: "POST",
    path: "/recipes/:name/test",
    role: "editor",
    summary: "Dry run of one step or the whole recipe. Reads for real; what would be written is shown and not sent.",
    params: z.object({ name: recipeName }),
    body: z.strictObject({
      yaml: yamlText.exactOptional().describe("Left out: the draft, or what is published."),
      against,
      /** Stop after this step; the ones before it run too, or reuse their results from the run. */
      step: z.string().max(100).exactOptional(),
      reuseEarlier: z.boolean().default(false).describe("Results of steps before `step` come from the past run."),
    }),
    changes: false,
    response: dryRun,
  },
} as const satisfies RouteTable;
