import lodash from "lodash";
import type { z } from "zod";
import type { TenantProfile } from "../../../domain/sales-order/tenant-profile.ts";
import type { ReturnsSettings } from "../returns-desk.ts";
import { PeoplevoxSettingsError } from "../peoplevox-errors.ts";
import type { ConnectionProfile } from "./connection-profile.ts";
import { profileSchema } from "./profile-schema.ts";

/** One tenant profile, split by who needs it. */
export interface PeoplevoxProfile {
  readonly rules: TenantProfile;
  readonly returns: ReturnsSettings;
  readonly connection: ConnectionProfile;
}

const RULES = [
  "salesOrderNumber",
  "reference",
  "lineRemoval",
  "usesLine",
  "fields",
  "itemFields",
  "serviceTypes",
  "metafields",
  "newOrders",
  "statusPhases",
  "itemCode",
] as const satisfies readonly (keyof TenantProfile)[];

/**
 * Reads a tenant profile and fills in the defaults.
 *
 * @param input - An object, its JSON text, or an object whose values are JSON texts (as form builders keep them);
 *   `undefined`, `null` and `""` stand for a tenant with nothing particular
 * @throws {PeoplevoxSettingsError} Names each wrong path, its value and what was expected
 */
export function readPeoplevoxProfile(input: unknown): PeoplevoxProfile {
  const profile = fromText(input, "the profile");
  const given = profile === undefined || profile === null || profile === "" ? {} : profile;
  const untexted = lodash.isPlainObject(given)
    ? lodash.mapValues(given, (value, path) => fromText(value, path))
    : given;
  const result = profileSchema.safeParse(untexted);
  if (!result.success) {
    throw new PeoplevoxSettingsError(
      `the profile is not usable: ${result.error.issues.map((issue) => describe(issue, untexted)).join("; ")}.`,
    );
  }
  const rules = lodash.pick(result.data, RULES);
  return { rules, returns: result.data.returns, connection: lodash.omit(result.data, [...RULES, "returns"]) };
}

/** Text that is JSON of an object, a list, a number or a boolean becomes that value. */
function fromText(value: unknown, place: string): unknown {
  if (typeof value !== "string" || !/^\s*([[{]|true\s*$|false\s*$|-?\d+\s*$)/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : "broken";
    throw new PeoplevoxSettingsError(`"${place}" is not valid JSON: ${problem}.`);
  }
}

function describe(issue: z.core.$ZodIssue, given: unknown): string {
  if (issue.code === "unrecognized_keys") {
    const known = issue.path.length === 0 ? `; expected one of ${Object.keys(profileSchema.shape).join(", ")}` : "";
    return `"${[...issue.path, issue.keys[0]].join(".")}" is not known${known}`;
  }
  const path = issue.path.join(".") || "the profile";
  const value: unknown = issue.path.length === 0 ? given : lodash.get(given, issue.path.map(String));
  const shown = lodash.truncate(value === undefined ? "absent" : JSON.stringify(value), { length: 80 });
  return `"${path}" is ${shown}: ${issue.message}`;
}
