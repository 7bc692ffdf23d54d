import { findComponent } from "../component-host/catalogue.ts";
import { isRecord } from "../component-host/json.ts";
import type { ComponentSummary, PropSummary } from "../component-host/types.ts";
import { ExpressionError } from "./expressions/index.ts";
import { readsScope } from "./expressions/references.ts";
import { mapTexts, parseTemplate } from "./expressions/template.ts";
import type { RecipePath, RecipeProblem } from "./recipe-problem.ts";

type Found = Pick<RecipeProblem, "path" | "problem">;

/**
 * Secrets that are typed into a recipe's text. Everybody who may see recipes reads that text, and versions, differences
 * and the audit log keep it: a prop marked `secret`, and the account of an app, must be read from elsewhere.
 *
 * @param data - The recipe's YAML as data; it need not be a right recipe
 * @returns The places, without what stands there
 */
export function fixedSecrets(data: unknown, components: readonly ComponentSummary[]): Found[] {
  if (!isRecord(data)) return [];
  return ["triggers", "steps"].flatMap((list) => {
    const entries = data[list];
    return Array.isArray(entries) ? entries.flatMap((entry, at) => inEntry(entry, [list, at], components)) : [];
  });
}

function inEntry(entry: unknown, path: RecipePath, components: readonly ComponentSummary[]): Found[] {
  if (!isRecord(entry) || typeof entry["uses"] !== "string" || !isRecord(entry["props"])) return [];
  const values = entry["props"];
  return propsOf(entry["uses"], components)
    .filter(({ name, secret, app }) => holdsFixed(secret ? values[name] : accountIn(app, values[name])))
    .map(({ name, app }) => ({ path: [...path, "props", name], problem: instead(name, app) }));
}

function propsOf(uses: string, components: readonly ComponentSummary[]): readonly PropSummary[] {
  try {
    return findComponent(components, uses).props;
  } catch {
    // Which component it means is another problem, and is told as that.
    return [];
  }
}

/** What a step gives as an app's account itself, instead of naming a connection by `authProvisionId`. */
function accountIn(app: string | undefined, value: unknown): unknown {
  return app !== undefined && isRecord(value) ? value["$auth"] : undefined;
}

function holdsFixed(value: unknown): boolean {
  let fixed = typeof value === "number";
  if (isRecord(value) || Array.isArray(value)) return Object.values(value).some(holdsFixed);
  mapTexts(value, (text) => {
    if (text !== "" && !isRead(text)) fixed = true;
  });
  return fixed;
}

function isRead(text: string): boolean {
  try {
    return readsScope(parseTemplate(text));
  } catch (error) {
    if (error instanceof ExpressionError) return false;
    throw error;
  }
}

function instead(name: string, app: string | undefined): string {
  const why = "is a secret typed into the recipe, where everybody who sees recipes can read it";
  if (app !== undefined) return `${why}; add a connection with type: app and app: ${app}, and name it here`;
  const variable = name.replaceAll(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/g, "_").toUpperCase();
  return `${why}; leave it out and use a connection that has it, or write "{{process.env.${variable}}}" and list ${variable} under allowEnv in the configuration`;
}
