import { cutAtWord } from "../sales-order/fill-template.ts";
import type { ReturnsProfile } from "./returns-profile.ts";
import type { ReturnsSource } from "./returns-source.ts";

/** Longest number of an RMA or purchase order, in characters. Assumption: as for Sales Orders. */
const NUMBER_MAX_LENGTH = 30;

/** Longest line id in an item row, in characters (column type string(16)). */
const LINE_MAX_LENGTH = 16;

/** Longest customer name and comment, in characters. Assumption: as for Sales Orders and item attributes. */
export const cutCustomerName = (name: string): string => cutAtWord(name, 100);
export const cutComment = (comment: string): string => cutAtWord(comment, 500);

/** An RMA or returns purchase order as Peoplevox has it now. */
export interface ReturnDocument {
  readonly number: string;
  /** Peoplevox's status name, letter for letter. */
  readonly status: string;
  readonly items: readonly ReturnDocumentItem[];
}

export interface ReturnDocumentItem {
  readonly itemCode: string;
  readonly quantity: number;
  readonly line: string | null;
}

/** What may still be done to a document. `unknown`: a status nobody mapped, so it is left alone. */
export type DocumentPhase = "open" | "received" | "cancelled" | "unknown";

/**
 * Status names in lower case. RMA statuses: the last three are seen in a returns portal's report, `Open` is an
 * Assumption. Purchase orders: `Pending`, `Complete`, `Cancelled`, `Deleted` are documented.
 */
const DOCUMENT_PHASES: ReadonlyMap<string, DocumentPhase> = new Map([
  ["open", "open"],
  ["pending", "open"],
  ["completed", "received"],
  ["completed with discrepancies", "received"],
  ["complete", "received"],
  ["cancelled", "cancelled"],
  ["deleted", "cancelled"],
]);

export function documentPhase(status: string): DocumentPhase {
  return DOCUMENT_PHASES.get(status.trim().toLowerCase()) ?? "unknown";
}

/**
 * The number of the document for a refund or a Return: the same one each time, so that running twice makes one.
 *
 * @throws {RangeError} When it would be longer than Peoplevox takes. It is never cut: the cut number could be another's
 */
export function returnDocumentNumber(
  { type, id }: Pick<ReturnsSource, "type" | "id">,
  { numberPrefix }: Pick<ReturnsProfile, "numberPrefix">,
): string {
  const number = `${numberPrefix[type]}${id}`;
  if (number.length <= NUMBER_MAX_LENGTH) return number;
  throw new RangeError(
    `The number "${number}" has ${number.length} characters; Peoplevox takes ${NUMBER_MAX_LENGTH}. ` +
      `Shorten the number prefix for a ${type} in the profile. Nothing was changed.`,
  );
}

/** The value of the column `Line`, or `null` where none is kept or the id does not fit. */
export function lineOf(lineId: string, { usesLine }: Pick<ReturnsProfile, "usesLine">): string | null {
  return usesLine && lineId.length <= LINE_MAX_LENGTH ? lineId : null;
}

/** Tells rows of one document apart. */
export function rowKey({ itemCode, line }: Pick<ReturnDocumentItem, "itemCode" | "line">): string {
  return `${itemCode}\n${line ?? ""}`;
}
