import type { Queryable } from "../../store/database.ts";
import { searchExceptions } from "../../store/exceptions/search-exceptions.ts";
import type { ExceptionItem } from "../contract/exceptions.ts";
import { exceptionItemOf } from "./exception-view.ts";

/** More than any order has: one per kind. */
const MOST = 50;

/** Of the order and of those it was recreated as or from, those seen last first. */
export async function exceptionsOfOrder(
  database: Queryable,
  { shop, name }: { readonly shop: string | null; readonly name: string | null },
): Promise<ExceptionItem[]> {
  if (name === null) return [];
  const { exceptions } = await searchExceptions(database, {
    order: name,
    limit: MOST,
    ...(shop === null ? {} : { shop }),
  });
  return exceptions.map(exceptionItemOf);
}
