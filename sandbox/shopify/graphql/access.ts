import { getNamedType, GraphQLError, type GraphQLResolveInfo } from "graphql";
import type { ScopeRule } from "../schema/index.ts";
import type { RequestContext } from "./request-context.ts";

const SCOPES_PAGE = "https://shopify.dev/api/usage/access-scopes";
const PROTECTED_DATA_PAGE = "https://shopify.dev/docs/apps/launch/protected-customer-data";

/** Fields that hold personal data, by type. */
const PROTECTED_FIELDS: Record<string, readonly string[]> = {
  Order: ["shippingAddress", "billingAddress", "email", "phone", "customer"],
  Customer: ["firstName", "lastName", "displayName", "defaultEmailAddress", "defaultPhoneNumber", "defaultAddress"],
};

/** Refuses a field that the app may not read: by scope (offline_scopes of the schema), then by protected data. */
export function checkAccess({ app, admin, switches }: RequestContext, info: GraphQLResolveInfo): void {
  const parent = info.parentType.name;
  const type = getNamedType(info.returnType).name;
  const rules = [`${parent}.${info.fieldName}`, type, type.replace(/Connection$/, "")].map((key) =>
    admin.scopeRules.get(key),
  );
  const broken = rules.find((rule) => rule !== undefined && !isGranted(app.grantedScopes, rule));
  if (broken !== undefined)
    throw new GraphQLError(`Access denied for ${info.fieldName} field. Required access: ${broken.requiredAccess}`, {
      extensions: { code: "ACCESS_DENIED", documentation: SCOPES_PAGE, requiredAccess: broken.requiredAccess },
    });
  if (switches.protectedCustomerData === "granted") return;
  if (switches.protectedCustomerData === "order-denied" && /^Order(Connection)?$/.test(type))
    throw protectedDataDenied("access the Order object");
  if (PROTECTED_FIELDS[parent]?.includes(info.fieldName) === true)
    throw protectedDataDenied(`use the ${info.fieldName} field`);
}

/** For values behind an interface: `nodes` gives null for what the app may not see. */
export function maySeeType({ app, admin, switches }: RequestContext, typeName: string): boolean {
  const rule = admin.scopeRules.get(typeName);
  if (rule !== undefined && !isGranted(app.grantedScopes, rule)) return false;
  return typeName !== "Order" || switches.protectedCustomerData !== "order-denied";
}

const isGranted = (granted: ReadonlySet<string>, rule: ScopeRule): boolean =>
  rule.scopes.some((scope) => granted.has(scope) || isImplied(granted, scope));

/** A write scope includes reading. */
const isImplied = (granted: ReadonlySet<string>, scope: string): boolean =>
  scope.startsWith("read_") && granted.has(scope.replace("read_", "write_"));

const protectedDataDenied = (what: string): GraphQLError =>
  new GraphQLError(`This app is not approved to ${what}. See ${PROTECTED_DATA_PAGE} for more details.`, {
    extensions: { code: "ACCESS_DENIED", documentation: PROTECTED_DATA_PAGE },
  });
