import { PropError } from "./errors.ts";
import { isRecord } from "./json.ts";
import { defaultValue } from "./resolve-prop.ts";
import type { ResolvedProp } from "./resolve-prop.ts";

/** Types whose value the host makes itself. */
const HOST_TYPES: ReadonlySet<string> = new Set(["$.interface.http", "$.service.db", "$.interface.timer", "alert"]);

/**
 * The configured values with defaults filled in and labelled options (`{ __lv: { label, value } }`) taken apart.
 * Values from expressions often arrive as text, so `"60"` becomes 60 for an integer and `"true"` true for a boolean;
 * everything else is passed on as it is, as Pipedream does.
 */
export function configuredValues(
  props: readonly ResolvedProp[],
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const configured: Record<string, unknown> = {};
  for (const prop of props) {
    const value = coerce(prop, unlabelled(prop, values[prop.name])) ?? defaultValue(prop);
    if (value !== undefined) configured[prop.name] = value;
  }
  return configured;
}

function unlabelled(prop: ResolvedProp, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => unlabelled(prop, item));
  if (!isRecord(value) || !isRecord(value["__lv"])) return value;
  return prop.definition["withLabel"] === true ? value["__lv"] : value["__lv"]["value"];
}

function coerce(prop: ResolvedProp, value: unknown): unknown {
  if (value === null) return undefined;
  if (typeof value !== "string") return value;
  if (prop.type === "integer" && /^-?\d{1,15}$/.test(value.trim())) return Number(value);
  if (prop.type === "boolean" && (value === "true" || value === "false")) return value === "true";
  return value;
}

/** @throws {PropError} For the first prop that is required and missing, or of the wrong type, or out of its range */
export function checkValues(
  component: string,
  props: readonly ResolvedProp[],
  values: Readonly<Record<string, unknown>>,
): void {
  for (const prop of props) {
    if (HOST_TYPES.has(prop.type)) continue;
    const value = values[prop.name];
    if (value === undefined) {
      if (prop.definition["optional"] === true || prop.definition["hidden"] === true) continue;
      throw new PropError(component, prop.name, `is required (${prop.type}) and has no value`);
    }
    const problem = valueProblem(prop, value);
    if (problem !== null) throw new PropError(component, prop.name, problem);
  }
}

function valueProblem(prop: ResolvedProp, value: unknown): string | null {
  const { min, max } = prop.definition;
  switch (prop.type) {
    case "integer":
      if (!Number.isInteger(value)) return `expected an integer, got ${shown(prop, value)}`;
      if (typeof min === "number" && Number(value) < min) return `expected at least ${min}, got ${shown(prop, value)}`;
      if (typeof max === "number" && Number(value) > max) return `expected at most ${max}, got ${shown(prop, value)}`;
      return null;
    case "boolean":
      return typeof value === "boolean" ? null : `expected true or false, got ${shown(prop, value)}`;
    case "data_store":
      return typeof value === "string" && value !== ""
        ? null
        : `expected a data store's name, got ${shown(prop, value)}`;
    default:
      return null;
  }
}

function shown(prop: ResolvedProp, value: unknown): string {
  if (prop.definition["secret"] === true) return "a secret value";
  const text = typeof value === "string" ? `"${value}"` : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
