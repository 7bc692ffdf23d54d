import { codeProblem } from "../code-steps/check-code.ts";
import { APPS_WITHOUT_ACCOUNT } from "../component-host/apps-without-account.ts";
import { findComponent } from "../component-host/catalogue.ts";
import type { ComponentSummary, PropSummary } from "../component-host/types.ts";
import { appField } from "../connections/app-field.ts";
import { ExpressionError } from "./expressions/index.ts";
import { stepsRead } from "./expressions/references.ts";
import { mapTexts, parseTemplate } from "./expressions/template.ts";
import { fixedSecrets } from "./fixed-secrets.ts";
import type { LoadedRecipe } from "./load-recipe.ts";
import type { RecipePath, RecipeProblem } from "./recipe-problem.ts";
import type { RecipeStep } from "./recipe.ts";

/** What the host fills in by itself. */
const HOST_PROPS = /^(\$\.|alert$)/;

export interface CheckContext {
  readonly components: readonly ComponentSummary[];
  /** Names of the fields that the recipe's connections have. */
  readonly connectionFields: readonly string[];
}

type Found = Pick<RecipeProblem, "path" | "problem">;

/**
 * Checks a recipe against the components it uses: they exist and are of the right type, each prop is one of theirs, no
 * required prop is left out, every expression can be read and reads only what is there before its step, and no secret is
 * typed into the text.
 *
 * @returns Everything that is wrong; `[]` for a recipe that can be run
 */
export function checkRecipe(loaded: LoadedRecipe, context: CheckContext): RecipeProblem[] {
  const { triggers, steps, settings } = loaded.recipe;
  const found: Found[] = [];
  triggers.forEach((trigger, index) => {
    found.push(...componentProblems(trigger, ["triggers", index], "source", context));
    found.push(...textProblems(trigger.props, ["triggers", index, "props"], []));
  });
  const orderKey = settings.orderKey;
  if (orderKey !== undefined) found.push(...textProblems(braced(orderKey), ["settings", "orderKey"], ["trigger"]));
  const before = ["trigger"];
  steps.forEach((step, index) => {
    const path = ["steps", index];
    if (step.code === undefined) found.push(...componentProblems(step, path, "action", context));
    else found.push(...codeProblems(step.code, path));
    if (step.if !== undefined) found.push(...textProblems(braced(step.if), [...path, "if"], before));
    found.push(...textProblems(step.props, [...path, "props"], before));
    before.push(step.namespace);
  });
  found.push(...fixedSecrets(loaded.recipe, context.components));
  return found.map((problem) => ({ ...problem, ...loaded.placeOf(problem.path) }));
}

function codeProblems(code: string, path: RecipePath): Found[] {
  const problem = codeProblem(code);
  return problem === null ? [] : [{ path: [...path, "code"], problem }];
}

function componentProblems(
  { uses, props }: Pick<RecipeStep, "uses" | "props">,
  path: RecipePath,
  type: "source" | "action",
  { components, connectionFields }: CheckContext,
): Found[] {
  let component: ComponentSummary;
  try {
    component = findComponent(components, uses);
  } catch (error) {
    return [{ path: [...path, "uses"], problem: `is "${uses}". ${error instanceof Error ? error.message : ""}` }];
  }
  if (component.type !== type) {
    return [
      {
        path: [...path, "uses"],
        problem: `is "${uses}", which is a ${component.type}; expected an ${type}`.replace("an source", "a source"),
      },
    ];
  }
  const known = component.props.map((prop) => prop.name);
  const unknown = component.dynamicProps ? [] : Object.keys(props).filter((name) => !known.includes(name));
  const missing = component.props.filter(
    (prop) =>
      !prop.optional &&
      !prop.hidden &&
      prop.default === undefined &&
      !HOST_PROPS.test(prop.type) &&
      props[prop.name] === undefined &&
      !connectionFields.includes(prop.app === undefined ? prop.name : appField(prop.app)) &&
      !APPS_WITHOUT_ACCOUNT.has(prop.app ?? ""),
  );
  return [
    ...unknown.map((name) => ({
      path: [...path, "props", name],
      problem: `is not a prop of ${component.key}; it has ${known.join(", ") || "none"}`,
    })),
    ...missing.map((prop) => ({
      path: [...path, "props"],
      problem: missingInWords(component, prop),
    })),
  ];
}

function missingInWords({ key }: ComponentSummary, { name, type, app }: PropSummary): string {
  if (app === undefined) {
    return `"${name}" is missing; ${key} needs it (${type}), and no connection of the recipe has it`;
  }
  return `"${name}" is missing; ${key} needs an account of ${app}: a connection with type: app and app: ${app}`;
}

function textProblems(value: unknown, path: RecipePath, readable: readonly string[]): Found[] {
  const found: Found[] = [];
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([key, item]) => textProblems(item, [...path, key], readable));
  }
  mapTexts(value, (text) => {
    try {
      for (const name of stepsRead(parseTemplate(text))) {
        if (readable.includes(name)) continue;
        const there = readable.length === 0 ? "a trigger comes before all steps" : `there is ${readable.join(", ")}`;
        found.push({ path, problem: `reads steps.${name}, which is not there yet; ${there}` });
      }
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      found.push({ path, problem: error.message });
    }
  });
  return found;
}

function braced(expression: string): string {
  return expression.includes("{{") ? expression : `{{${expression}}}`;
}
