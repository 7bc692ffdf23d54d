import { createHash } from "node:crypto";
import { DEFAULT_LIMITS } from "../code-steps/code-step.ts";
import { secretValues } from "../component-host/secrets.ts";
import type { Catalogue, Component } from "../component-host/types.ts";
import { applyConnections, conditionHolds, evaluateText, resolveProps } from "../recipes/index.ts";
import type {
  ConnectionFields,
  LoadedRecipe,
  Recipe,
  RecipeStep,
  StepScope as ExpressionScope,
} from "../recipes/index.ts";
import { orderOfEvent } from "./order-of-event.ts";
import type { PreparedRecipe, PreparedStep, StepScope } from "./prepared-recipe.ts";
import { STANDARD_RETRY } from "./retry-policy.ts";
import type { RetryRules } from "./retry-policy.ts";
import type { KnownConnection } from "./workers.ts";

/** Pipedream's limit for one run of a component, which components are written for. */
const STEP_TIMEOUT_MS = 300_000;

export interface PrepareOptions {
  readonly catalogue: Catalogue;
  /** Name of the recipe in this installation, when it differs from its folder's. */
  readonly name?: string;
  /** Fields of the recipe's connections, by the recipe's name for each. */
  readonly connections: ConnectionFields;
  /** The same connections as the engine knows them. @defaultValue none */
  readonly uses?: readonly KnownConnection[];
  /** Secret values of those connections. */
  readonly secrets: readonly string[];
  /** Environment variables that recipes may read. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Makes a recipe ready to run. It should have passed `checkRecipe`.
 *
 * @throws When a component it uses is not there
 */
export async function prepareRecipe(
  { recipe, hash, text }: LoadedRecipe,
  options: PrepareOptions,
): Promise<PreparedRecipe> {
  const components = await Promise.all(recipe.steps.map((step) => componentOf(step, options)));
  const steps = recipe.steps.map((step, index) => prepareStep(step, present(components[index]), options));
  const secrets = recipe.steps.flatMap((step, index) => secretValues(present(components[index]), step.props));
  const { orderKey, foldWaitingEvents, retry, readsStayFreshSeconds } = recipe.settings;
  return {
    name: options.name ?? recipe.recipe,
    title: recipe.title,
    hash: hashOf([hash, ...steps.map(({ uses }) => uses)]),
    steps,
    orderOf: (event) => orderOfEvent(event, orderKey === undefined ? undefined : lineageOf(orderKey, event, options)),
    fold: foldWaitingEvents,
    retry: retryRules(retry),
    readsStayFreshMs: readsStayFreshSeconds * 1000,
    secrets: [...new Set([...options.secrets, ...secrets, ...envNamedIn(text, options.env)])],
    connections: options.uses ?? [],
    source: { hash, text },
  };
}

function componentOf(step: RecipeStep, options: PrepareOptions): Promise<Component> {
  const { namespace, uses, code, limits = DEFAULT_LIMITS, readOnly = false } = step;
  const { catalogue } = options;
  if (code === undefined) return catalogue.load(uses);
  if (catalogue.code === undefined) throw new Error(`The step "${namespace}" is code, which cannot run here.`);
  return catalogue.code({ namespace, code, limits, readOnly, env: codeEnv(step, options) });
}

/** @throws {RangeError} When a variable that the step names may not be read or is not set */
function codeEnv({ namespace, env: names = [] }: RecipeStep, { env }: PrepareOptions): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => {
      const value = env[name];
      if (value !== undefined) return [name, value];
      throw new RangeError(
        `The step "${namespace}" names the environment variable ${name}; it is not set, or allowEnv in the configuration does not list it.`,
      );
    }),
  );
}

/** Values of the environment variables that a recipe's text names: what is kept there is mostly a secret. */
function envNamedIn(text: string, env: PrepareOptions["env"]): string[] {
  const names = new Set(text.match(/[A-Za-z_]\w*/g));
  return Object.entries(env).flatMap(([name, value]) => (names.has(name) && value !== "" ? [value] : []));
}

function prepareStep(step: RecipeStep, component: Component, { connections, env }: PrepareOptions): PreparedStep {
  const condition = step.if;
  const writes = component.annotations?.readOnlyHint !== true;
  const scoped = (scope: StepScope): ExpressionScope => ({ ...scope, process: { env } });
  return {
    namespace: step.namespace,
    uses: `${component.key ?? step.uses}@${component.version ?? "0.0.0"}`,
    component,
    writes,
    blind: writes && component.annotations?.idempotentHint !== true,
    disabled: step.disabled,
    onError: step.onError,
    timeoutMs: STEP_TIMEOUT_MS,
    isWanted: (scope) => condition === undefined || conditionHolds(condition, scoped(scope)),
    props: (scope) => applyConnections(component, resolveProps(step.props, scoped(scope)), connections),
  };
}

function lineageOf(orderKey: string, event: unknown, { env }: PrepareOptions): string | undefined {
  const value = evaluateText(orderKey, { steps: { trigger: { event } }, process: { env } });
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

function retryRules(retry: Recipe["settings"]["retry"]): RetryRules {
  if (retry === "standard") return STANDARD_RETRY;
  if (retry === "never") return { ...STANDARD_RETRY, tries: 1 };
  return {
    tries: retry.tries,
    firstDelayMs: retry.firstDelaySeconds * 1000,
    longestDelayMs: retry.longestDelaySeconds * 1000,
  };
}

function present(component: Component | undefined): Component {
  if (component === undefined) throw new Error("The catalogue gave no component for a step, and no error either.");
  return component;
}

function hashOf(parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 16);
}
