import type { Scope } from "./evaluation.ts";
import { fillTemplate, mapTexts, parseTemplate } from "./template.ts";
import type { Template } from "./template.ts";

export { complete } from "./complete.ts";
export { ExpressionError } from "./expression-error.ts";

/** Names that a step's expressions may read. */
export interface StepScope {
  /** `{ trigger: { event, context }, <namespace>: { $return_value, …exports } }` */
  readonly steps: Readonly<Record<string, unknown>>;
  /** Only the variables that are allowed to recipes. */
  readonly process?: { readonly env: Readonly<Record<string, string>> };
}

/**
 * Props with every `{{ }}` expression in them replaced by its value, also deep inside of objects and lists. A text that
 * is one expression keeps the value's type; a prop whose value is undefined is left out.
 *
 * @throws {ExpressionError} Naming the expression; nothing has run
 */
export function resolveProps(props: Readonly<Record<string, unknown>>, scope: StepScope): Record<string, unknown> {
  const resolved: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(props)) {
    const result = mapTexts(value, (text) => fillTemplate(templateOf(text), namesOf(scope)));
    if (result !== undefined) resolved[name] = result;
  }
  return resolved;
}

/**
 * Whether a step's `if` holds: an expression, with or without `{{ }}` around it.
 *
 * @throws {ExpressionError}
 */
export function conditionHolds(condition: string, scope: StepScope): boolean {
  return Boolean(evaluateText(condition, scope));
}

/** Value of an expression, with or without `{{ }}` around it. @throws {ExpressionError} */
export function evaluateText(text: string, scope: StepScope): unknown {
  return fillTemplate(templateOf(text.includes("{{") ? text : `{{${text}}}`), namesOf(scope));
}

/** Far more than the texts of all recipes of an installation; texts that come from outside must not fill the memory. */
const MOST_KEPT = 5_000;
const kept = new Map<string, Template>();

/** A recipe's texts are read again with each run; reading one takes longer than evaluating it. */
function templateOf(text: string): Template {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const template = parseTemplate(text);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(text, template);
  return template;
}

function namesOf(scope: StepScope): Scope {
  return { steps: scope.steps, process: scope.process ?? { env: {} } };
}
