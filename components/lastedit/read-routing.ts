import lodash from "lodash";
import type { z } from "zod";
import { DEFAULT_ROUTING } from "../../domain/alerts/routing.ts";
import type { Routing } from "../../domain/alerts/routing.ts";
import { RoutingError } from "./routing-error.ts";
import { routingSchema } from "./routing-schema.ts";

/**
 * Reads a routing and fills in what it leaves out.
 *
 * @param input - An object, its JSON text, or an object whose values are JSON texts
 * @throws {RoutingError} Names each wrong path, its value and what was expected
 */
export function readRouting(input: unknown): Routing {
  const given = untexted(input);
  const result = routingSchema.safeParse(given);
  if (!result.success) throw new RoutingError(result.error.issues.flatMap((issue) => mistakes(issue, given)));
  return { ...result.data, routes: result.data.routes ?? DEFAULT_ROUTING.routes };
}

/** A form may keep the whole, or each of its parts, as JSON text. */
function untexted(input: unknown): unknown {
  const whole = typeof input === "string" ? parsed(input) : input;
  if (!lodash.isPlainObject(whole)) return whole;
  return lodash.mapValues(whole as object, (part: unknown) =>
    typeof part === "string" && /^\s*[[{]/.test(part) ? parsed(part) : part,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new RoutingError([`it is not valid JSON: ${error instanceof Error ? error.message : "broken"}`]);
  }
}

function mistakes(issue: z.core.$ZodIssue, given: unknown): string[] {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => `"${[...path, key].join(".")}" is not known`);
  const value: unknown = path.length === 0 ? given : lodash.get(given, path);
  const shown = lodash.truncate(value === undefined ? "absent" : JSON.stringify(value), { length: 80 });
  return [`"${path.join(".") || "the routing"}" is ${shown}: ${expectation(issue)}`];
}

/** Of several shapes that a value may have, the one with a list of words tells most. */
function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code !== "invalid_union") return issue.message;
  return issue.errors[0]?.[0]?.message ?? issue.message;
}
