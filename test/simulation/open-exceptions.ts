import { EXCEPTION_KINDS } from "../../domain/exceptions/exception-kinds.ts";
import type { OpenException } from "../../domain/exceptions/exception.ts";
import type { Durable } from "./durable.ts";
import { rootOf } from "./wanted.ts";

export const areaOf = ({ kind }: OpenException): string => EXCEPTION_KINDS[kind].about;

/**
 * Open exceptions that a person finds who looks for an order: those of all its versions, and those that name it, as one
 * about a pair of orders does.
 *
 * @param name - Of the order, or the number of a Sales Order of it
 */
export function openExceptions({ records }: Durable, name?: string): OpenException[] {
  return [...records]
    .filter(([key]) => key.startsWith("exception/"))
    .map(([, text]) => ({ text, exception: JSON.parse(text) as OpenException }))
    .filter(({ exception: { status } }) => status === "open")
    .filter(({ exception, text }) => name === undefined || isAbout(exception, text, name))
    .map(({ exception }) => exception);
}

const isAbout = ({ lineage, orderName }: OpenException, text: string, name: string): boolean =>
  [lineage, orderName].some((one) => rootOf(one) === rootOf(name)) ||
  new RegExp(`#${name.replace(/^#/, "")}(?![\\w-])`).test(text);
