import { EXCEPTION_KINDS } from "../../domain/exceptions/exception-kinds.ts";
import type { OpenException } from "../../domain/exceptions/exception.ts";
import type { Durable } from "./durable.ts";
import { rootOf } from "./wanted.ts";

export const areaOf = ({ kind }: OpenException): string => EXCEPTION_KINDS[kind].about;

/** Open exceptions of all versions of an order, by its name or by the number of one of its Sales Orders. */
export function openExceptions({ records }: Durable, nameOrNumber?: string): OpenException[] {
  return [...records]
    .filter(([key]) => key.startsWith("exception/"))
    .map(([, text]) => JSON.parse(text) as OpenException)
    .filter(({ status }) => status === "open")
    .filter(
      ({ lineage, orderName }) =>
        nameOrNumber === undefined || [lineage, orderName].some((name) => rootOf(name) === rootOf(nameOrNumber)),
    );
}
