import { z } from "zod";
import { DEFAULT_LIMITS } from "../code-steps/code-step.ts";

/** What a step with code uses. */
const CODE = "code";

const name = (what: string) =>
  z
    .string()
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, `expected ${what} in lower case with hyphens, as in send-order-edit`)
    .describe(`${what}, in lower case with hyphens.`);

const uses = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]*(-[a-z0-9_]+)*(@\d+\.\d+\.\d+)?$/,
    "expected a component's key, with or without a version, as in shopify-order-edited or shopify-order-edited@0.0.1",
  )
  .describe("Key of a component, with or without its version: key or key@version.");

const props = z
  .record(z.string(), z.unknown())
  .describe("Values of the component's props. {{ }} holds an expression over the steps before.");

const trigger = z.strictObject({
  uses: uses.describe("Key of the source that starts a run."),
  props: props.default({}),
});

const limits = z.strictObject({
  seconds: z.number().positive().max(300).default(DEFAULT_LIMITS.seconds).describe("Longest time the code may take."),
  memoryMb: z
    .int()
    .min(16)
    .max(8_192)
    .default(DEFAULT_LIMITS.memoryMb)
    .describe("Memory for its values, in megabytes."),
});

/** Fields that only a code step has. */
const code = {
  code: z.string().min(1).optional().describe("Node code instead of an action: export default defineComponent({ … })."),
  env: z
    .array(z.string().regex(/^[A-Za-z_]\w*$/, "expected the name of an environment variable, as in API_URL"))
    .optional()
    .describe("Environment variables that the code sees; the configuration's allowEnv must list them."),
  limits: limits.optional().describe("What the code may take."),
  readOnly: z
    .boolean()
    .optional()
    .describe("The code changes nothing elsewhere, so it may be run again when nobody knows whether it was."),
};

const step = z.strictObject({
  namespace: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "expected a name of letters, digits and _, as in order")
    .refine(
      (value) => value !== "trigger",
      "expected another name: this one is kept for the event that started the run",
    )
    .describe("The step's name: later steps read its result as steps.<namespace>.$return_value."),
  uses: uses.default(CODE).describe("Key of the action; left out for a step with code."),
  ...code,
  if: z.string().min(1).optional().describe("An expression; the step is skipped when it does not hold."),
  props: props.default({}),
  notes: z.string().optional().describe("For the people who read the recipe."),
  disabled: z.boolean().default(false).describe("The step is skipped."),
  onError: z
    .enum(["stop", "continue", "raise-exception"])
    .default("stop")
    .describe(
      "When the step fails for good: stop the run as failed; go on with the next step; or raise an exception for a person and stop.",
    ),
});

const checkedStep = step.superRefine((given, context) => {
  const isCode = given.code !== undefined;
  const expect = (field: string, message: string): void =>
    context.addIssue({ code: "custom", message: `expected ${message}`, path: [field] });
  if (isCode && given.uses !== CODE) expect("uses", "none, since the step has code");
  if (isCode) return;
  if (given.uses === CODE) expect("uses", "the key of an action, or code beside it");
  for (const field of ["env", "limits", "readOnly"] as const) {
    if (given[field] !== undefined) expect(field, "none: it is for steps with code");
  }
});

const retry = z.union([
  z.enum(["standard", "never"]),
  z.strictObject({
    tries: z.int().min(1).max(100).describe("Tries in all, the first one included."),
    firstDelaySeconds: z.number().positive().describe("Wait after the first failure; doubled with each further one."),
    longestDelaySeconds: z.number().positive().describe("Longest wait that doubling leads to."),
  }),
]);

const settings = z.strictObject({
  concurrency: z
    .enum(["one run per order"])
    .default("one run per order")
    .describe("Runs of one order never overlap; runs of different orders do."),
  orderKey: z
    .string()
    .min(1)
    .optional()
    .describe("Expression for what names the order, when the event's own fields do not say."),
  foldWaitingEvents: z
    .boolean()
    .default(true)
    .describe("An event for an order whose run still waits is folded into that run. False when each event matters."),
  onlyWhenConfigured: z
    .boolean()
    .default(false)
    .describe("The recipe runs only when the configuration names it: it would be wrong for some merchants."),
  retry: retry.default("standard").describe("How a failed run is tried again."),
  readsStayFreshSeconds: z
    .int()
    .min(0)
    .default(60)
    .describe("A run that continues reads again what it has read longer ago than this."),
});

const connection = z
  .string()
  .min(1)
  .describe("Name of a connection: its fields fill the props of the same name that a step leaves out.");

export const recipeSchema = z
  .strictObject({
    recipe: name("a recipe's name").describe("The recipe's name, the same as its folder's."),
    title: z.string().min(1).describe("What the recipe does, in a few words."),
    description: z.string().optional(),
    triggers: z.array(trigger).min(1).describe("The sources that start a run."),
    connections: z.record(z.string(), connection).default({}).describe("Which connection each system uses."),
    settings: settings.default(settings.parse({})),
    steps: z.array(checkedStep).min(1).describe("The actions of a run, in order."),
  })
  .describe("A LastEdit recipe: what starts a run, and the steps it takes.");

/** A recipe as written, with defaults filled in. */
export type Recipe = z.output<typeof recipeSchema>;
export type RecipeStep = Recipe["steps"][number];

/** JSON Schema for `recipe.yaml`, for completion and checks in an editor. */
export function recipeJsonSchema(): object {
  return z.toJSONSchema(recipeSchema, { io: "input" });
}
