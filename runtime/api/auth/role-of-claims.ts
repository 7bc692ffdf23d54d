import type { Config } from "../../connections/config-schema.ts";
import { ROLES } from "../contract/route-table.ts";
import type { Role } from "../contract/route-table.ts";

type RoleSettings = Pick<NonNullable<Config["console"]["oidc"]>, "roleClaim" | "roles" | "defaultRole">;

/**
 * The highest role that the provider's claim gives.
 *
 * @param claims - Of the ID token
 * @returns `null` when it gives none and there is no default
 * @example
 * roleOfClaims({ groups: ["warehouse"] }, { roleClaim: "groups", roles: { warehouse: "operator" } }); // "operator"
 */
export function roleOfClaims(claims: object, { roleClaim, roles, defaultRole }: RoleSettings): Role | null {
  const said = [valueAt(claims, roleClaim)].flat().filter((value) => typeof value === "string");
  const given = said.flatMap((value) => (Object.hasOwn(roles, value) ? [roles[value] as Role] : []));
  return ROLES.findLast((role) => given.includes(role)) ?? defaultRole ?? null;
}

/** A claim of that very name, or a way into nested ones. */
function valueAt(claims: object, path: string): unknown {
  if (Object.hasOwn(claims, path)) return (claims as Record<string, unknown>)[path];
  return path.split(".").reduce<unknown>((value, name) => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    return (value as Record<string, unknown>)[name];
  }, claims);
}
