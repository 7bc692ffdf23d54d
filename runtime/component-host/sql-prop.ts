import { isRecord } from "./json.ts";

/**
 * Value of a prop of type `sql`, which the database's app turns into a query with its own driver: bare text is a query
 * without params.
 */
export function sqlProp(value: unknown): object | undefined {
  if (typeof value === "string") return { query: value, params: [] };
  return isRecord(value) ? { params: [], ...value } : undefined;
}
