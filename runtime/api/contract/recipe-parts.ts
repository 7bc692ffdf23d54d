import { z } from "zod";
import { moment } from "./common.ts";

export const recipeName = z
  .string()
  .max(100)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "expected a name in lower case with hyphens, as in send-order-edit");

/** A recipe's text is some kilobytes; the largest shipped one has six. */
export const yamlText = z.string().max(256_000);

/** One thing that is wrong with a recipe, with its place. */
export const recipeProblem = z.object({
  path: z.string().describe("Such as steps[2].props.orderId; empty for the whole document."),
  problem: z.string(),
  line: z.number().describe("From 1."),
  column: z.number().describe("From 1."),
  /** Name of the step it is in; `null` where it is in none. */
  step: z.string().nullable(),
});

const namespace = z.string().min(1).max(100);
const at = z.int().min(0).max(500).describe("Position from 0.");
const value = z.unknown().describe("null takes it away, so that the default holds.");

const newStep = z.strictObject({
  namespace,
  /** Left out for a step with code. */
  uses: z.string().min(1).max(200).exactOptional(),
  code: z.string().max(100_000).exactOptional(),
  if: z.string().max(10_000).exactOptional(),
  props: z.record(z.string(), z.unknown()).exactOptional(),
  notes: z.string().max(10_000).exactOptional(),
  disabled: z.boolean().exactOptional(),
  onError: z.enum(["stop", "continue", "raise-exception"]).exactOptional(),
});

/** One change to a recipe's document. Comments and the order of what is not touched stay. */
export const recipeOperation = z.discriminatedUnion("op", [
  z.strictObject({ op: z.literal("add-step"), at: at.exactOptional(), step: newStep }),
  z.strictObject({ op: z.literal("remove-step"), namespace }),
  z.strictObject({ op: z.literal("move-step"), namespace, to: at }),
  z.strictObject({ op: z.literal("rename-step"), namespace, to: namespace }),
  z.strictObject({
    op: z.literal("set-step"),
    namespace,
    field: z.enum(["uses", "code", "if", "notes", "disabled", "onError", "env", "limits", "readOnly"]),
    value,
  }),
  z.strictObject({ op: z.literal("set-prop"), namespace, prop: z.string().min(1).max(200), value }),
  z.strictObject({
    op: z.literal("add-trigger"),
    uses: z.string().min(1).max(200),
    props: z.record(z.string(), z.unknown()).exactOptional(),
  }),
  z.strictObject({ op: z.literal("remove-trigger"), at }),
  z.strictObject({ op: z.literal("set-trigger"), at, uses: z.string().min(1).max(200) }),
  z.strictObject({ op: z.literal("set-trigger-prop"), at, prop: z.string().min(1).max(200), value }),
  z.strictObject({ op: z.literal("set-field"), field: z.enum(["title", "description"]), value }),
  z.strictObject({
    op: z.literal("set-setting"),
    field: z.enum(["orderKey", "foldWaitingEvents", "onlyWhenConfigured", "retry", "readsStayFreshSeconds"]),
    value,
  }),
  z.strictObject({ op: z.literal("set-connection"), name: z.string().min(1).max(100), value }),
]);
export type RecipeOperation = z.output<typeof recipeOperation>;

export const recipeVersion = z.object({
  version: z.number().describe("From 1."),
  publishedAt: moment,
  publishedBy: z.string(),
  note: z.string(),
  /** Begins the SHA-256 of its text. */
  hash: z.string(),
  inForce: z.boolean(),
  /** It came from a file, a command or an upgrade, not from the console. */
  outside: z.boolean(),
});

/** A recipe that is not there any more, but whose versions are. */
export const deletedRecipe = z.object({
  name: recipeName,
  newest: recipeVersion.omit({ inForce: true, hash: true }).describe("What ran last."),
});
export type DeletedRecipe = z.output<typeof deletedRecipe>;

export const recipeRuns = z.object({
  waiting: z.number(),
  running: z.number(),
  succeeded: z.number(),
  failed: z.number(),
  /** Newest first. */
  latest: z.array(
    z.object({
      id: z.number(),
      status: z.enum(["waiting", "running", "succeeded", "failed", "cancelled"]),
      orderName: z.string().nullable(),
      state: z.string(),
      queuedAt: moment,
    }),
  ),
});

export const recipeItem = z.object({
  name: recipeName.describe("Its name here; the configuration may run one recipe under several."),
  /** The recipe's own name, which is its folder's. */
  folder: z.string(),
  title: z.string(),
  /** How what runs relates to what is shipped. */
  version: z.object({
    state: z.enum(["shipped", "customised", "outdated", "unpinned", "withdrawn", "own"]),
    words: z.string(),
  }),
  on: z.boolean(),
  /** Why it does not run; `null` when it does. */
  off: z.string().nullable(),
  paused: z.object({ by: z.string(), because: z.string(), until: moment.nullable() }).nullable(),
  hasDraft: z.boolean(),
  triggers: z.array(z.string()).describe("Keys of its sources."),
  steps: z.number(),
  problems: z.number(),
  runs: recipeRuns,
});
export type RecipeItem = z.output<typeof recipeItem>;

/** A recipe's document: the text that is worked on, and what the visual editor shows of it. */
export const recipeDocument = recipeItem.extend({
  /** The draft where there is one, else what is published. */
  yaml: z.string(),
  /** SHA-256 of `yaml`; given back with the next change, so that nobody overwrites another's. */
  hash: z.string(),
  /** As far as the text can be read while something is wrong with it; `null` when it is not YAML with fields. */
  parsed: z.unknown().describe("The recipe as recipe.schema.json describes it, defaults filled in."),
  found: z.array(recipeProblem),
  published: z.object({ yaml: z.string(), hash: z.string(), version: z.number().nullable() }).nullable(),
  draft: z.object({ changedAt: moment, changedBy: z.string(), publishedHasMoved: z.boolean() }).nullable(),
  versions: z.array(recipeVersion).describe("Newest first, at most 20."),
  /** Lines as the command `recipe diff` prints them: from what is published to the draft. */
  draftDiff: z.array(z.string()),
});
export type RecipeDocument = z.output<typeof recipeDocument>;
