import { createHash } from "node:crypto";
import type { ReturnSignalsQuery } from "../../../components/shopify/generated/operations.ts";
import { idOfGid } from "../../../components/shopify/gid.ts";
import type { ReturnsSource } from "../../../domain/returns/returns-source.ts";

type SignalsNode = ReturnSignalsQuery["nodes"][number];

/** An order as far as refunds and Returns go. */
export type ReturnSignals = Extract<NonNullable<SignalsNode>, { readonly name: string }>;

export const isOrder = (node: SignalsNode): node is ReturnSignals => node !== null && "name" in node;

/** Length of a mark in characters: 48 bits, so that two states of one order's refunds never share one by chance. */
const MARK_LENGTH = 8;

/** An order with more is told of each time it changes; its events keep their ids, so the host drops known ones. */
const MOST_MARKS = 25;

/** A refund or Return in one state. */
export interface ReturnMark extends Pick<ReturnsSource, "type" | "id"> {
  readonly mark: string;
}

/** A mark for each refund and Return. A refund never changes; a Return does when it moves or its lines change. */
export function returnMarks(order: ReturnSignals): ReturnMark[] {
  const refunds = order.refunds.map(({ id }) => toMark("refund", idOfGid(id), []));
  const returns = order.returns.nodes.map(({ id, status, returnLineItems }) =>
    toMark("return", idOfGid(id), [
      status,
      ...returnLineItems.nodes.map((line) => [line.id, line.quantity, line.processedQuantity]),
    ]),
  );
  return [...refunds, ...returns];
}

/** The fingerprint of an order: its marks in a row; `null` when they are too many or were not all read. */
export function fingerprintOf(order: ReturnSignals, marks: readonly ReturnMark[]): string | null {
  const { pageInfo, nodes } = order.returns;
  const isPartial = pageInfo.hasNextPage || nodes.some(({ returnLineItems }) => returnLineItems.pageInfo.hasNextPage);
  return isPartial || marks.length > MOST_MARKS ? null : marks.map(({ mark }) => mark).join("");
}

/** Whether a state was told of already. */
export function isKnownMark(fingerprint: string | null, mark: string): boolean {
  for (let start = 0; start < (fingerprint ?? "").length; start += MARK_LENGTH) {
    if (fingerprint?.startsWith(mark, start)) return true;
  }
  return false;
}

function toMark(type: ReturnMark["type"], id: string, state: readonly unknown[]): ReturnMark {
  const hash = createHash("sha256").update(JSON.stringify([type, id, state]));
  return { type, id, mark: hash.digest("base64url").slice(0, MARK_LENGTH) };
}
