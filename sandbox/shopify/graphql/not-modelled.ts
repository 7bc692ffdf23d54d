import { GraphQLError } from "graphql";

/** The real API knows it, the sandbox does not. Never answered by a silent null. */
export const notModelled = (what: string): GraphQLError =>
  new GraphQLError(`The sandbox does not model ${what}.`, { extensions: { code: "SANDBOX_NOT_MODELLED" } });

/** Refuses input fields that have a value and would be ignored. */
export function rejectUnmodelled(typeName: string, input: object, modelled: readonly string[]): void {
  for (const [name, value] of Object.entries(input)) {
    const empty =
      value === null || value === undefined || value === false || (Array.isArray(value) && value.length === 0);
    if (!empty && !modelled.includes(name)) throw notModelled(`${typeName}.${name}`);
  }
}

/** The id has the wrong shape or type. */
export const invalidId = (id: string): GraphQLError =>
  new GraphQLError(`Invalid id: ${id}`, { extensions: { code: "RESOURCE_NOT_FOUND" } });
