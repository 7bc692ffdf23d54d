import { APPS_WITHOUT_ACCOUNT } from "./apps-without-account.ts";
import { PropError } from "./errors.ts";
import { isRecord } from "./json.ts";
import { defaultValue } from "./resolve-prop.ts";
import type { ResolvedProp } from "./resolve-prop.ts";

/** Types whose value the host makes itself. */
const HOST_TYPES: ReadonlySet<string> = new Set([
  "$.interface.http",
  "$.interface.timer",
  "$.interface.apphook",
  "$.service.db",
  "alert",
  "dir",
]);

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
    const fixed = prop.definition["static"];
    const value = fixed ?? coerce(prop, unlabelled(prop, values[prop.name])) ?? defaultValue(prop);
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
  if (Array.isArray(value) && prop.type.endsWith("[]"))
    return value.map((item) => coerceOne(prop.type.slice(0, -2), item));
  return coerceOne(prop.type, value);
}

function coerceOne(type: string, value: unknown): unknown {
  if (typeof value !== "string") return value;
  if (type === "integer" && /^-?\d{1,15}$/.test(value.trim())) return Number(value);
  if (type === "number" && value.trim() !== "" && Number.isFinite(Number(value))) return Number(value);
  if (type === "boolean" && (value === "true" || value === "false")) return value === "true";
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
      if (APPS_WITHOUT_ACCOUNT.has(prop.app?.app ?? "")) continue;
      throw new PropError(component, prop.name, `is required (${prop.type}) and has no value`);
    }
    const problem = valueProblem(prop, value);
    if (problem !== null) throw new PropError(component, prop.name, problem);
  }
}

function valueProblem(prop: ResolvedProp, value: unknown): string | null {
  const expected = expectation(prop, value);
  return expected === null ? null : `expected ${expected}, got ${shown(prop, value)}`;
}

/** What the value should have been; `null` when it is fine. */
function expectation(prop: ResolvedProp, value: unknown): string | null {
  switch (prop.type) {
    case "integer":
      return Number.isInteger(value) ? range(prop, Number(value)) : "an integer";
    case "number":
      return typeof value === "number" ? range(prop, value) : "a number";
    case "boolean":
      return typeof value === "boolean" ? null : "true or false";
    case "integer[]":
      return Array.isArray(value) && !value.every((item) => Number.isInteger(item)) ? "integers" : null;
    case "boolean[]":
      return Array.isArray(value) && !value.every((item) => typeof item === "boolean") ? "true or false in each" : null;
    case "data_store":
      return typeof value === "string" && value !== "" ? null : "a data store's name";
    default:
      return null;
  }
}

function range(prop: ResolvedProp, value: number): string | null {
  const { min, max } = prop.definition;
  if (typeof min === "number" && value < min) return `at least ${min}`;
  return typeof max === "number" && value > max ? `at most ${max}` : null;
}

function shown(prop: ResolvedProp, value: unknown): string {
  if (prop.definition["secret"] === true) return "a secret value";
  const text = typeof value === "string" ? `"${value}"` : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
