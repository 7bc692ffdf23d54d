import { getNamedType, type GraphQLFieldResolver, isAbstractType } from "graphql";
import { checkAccess, maySeeType } from "./access.ts";
import { notModelled } from "./not-modelled.ts";
import type { RequestContext } from "./request-context.ts";

type Resolvable = (args: unknown, context: RequestContext, info: unknown) => unknown;

/**
 * Gives what the view has under the field's name. A field that no view has is an error, so that nobody takes
 * a gap in the sandbox for data that the shop does not have.
 */
export const resolveField: GraphQLFieldResolver<unknown, RequestContext> = (source, args, context, info) => {
  checkAccess(context, info);
  if (typeof source !== "object" || source === null || !Object.hasOwn(source, info.fieldName))
    throw notModelled(`${info.parentType.name}.${info.fieldName}`);
  const found = (source as Record<string, unknown>)[info.fieldName];
  const value = typeof found === "function" ? (found as Resolvable)(args, context, info) : found;
  if (!isAbstractType(getNamedType(info.returnType))) return value;
  const visible = (item: unknown): unknown => (isHidden(context, item) ? null : item);
  return Array.isArray(value) ? value.map(visible) : visible(value);
};

function isHidden(context: RequestContext, item: unknown): boolean {
  return (
    typeof item === "object" &&
    item !== null &&
    "__typename" in item &&
    typeof item.__typename === "string" &&
    !maySeeType(context, item.__typename)
  );
}
