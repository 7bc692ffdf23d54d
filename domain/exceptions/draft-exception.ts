import type { DesiredSalesOrder } from "../sales-order/desired-sales-order.ts";
import type { ObservedSalesOrder } from "../sales-order/sales-order.ts";
import { unitsByItemCode } from "../sales-order/difference.ts";
import type { ExceptionDraft, ExceptionKind, LineView } from "./exception.ts";
import { EXCEPTION_KINDS } from "./exception-kinds.ts";
import { wordingFor } from "./wording.ts";

/** What an exception is about. */
export interface ExceptionSubject {
  readonly desired: DesiredSalesOrder;
  readonly observed: ObservedSalesOrder | null;
  /** What led to it, in a sentence. */
  readonly whatHappened: string;
  /** What LastEdit changed and what it did not, in a sentence. */
  readonly whatWasChanged: string;
}

/** Puts together everything a person needs to act, in the words of a language. */
export function draftException(
  kind: ExceptionKind,
  subject: ExceptionSubject,
  wording = wordingFor("en"),
): ExceptionDraft {
  const { desired, observed } = subject;
  const { owner, severity } = EXCEPTION_KINDS[kind];
  const { title, whatToDo } = wording[kind];
  const salesOrderNumber = observed?.salesOrderNumber ?? null;
  return {
    kind,
    owner,
    severity,
    shop: desired.shop,
    lineage: desired.lineage,
    orderName: desired.orderName,
    orderId: desired.orderId,
    salesOrderNumber,
    whatHappened: `${title}. ${subject.whatHappened}`,
    whatWasChanged: subject.whatWasChanged,
    whatToDo: whatToDo
      .replaceAll("{order}", desired.orderName)
      .replaceAll("{salesOrder}", salesOrderNumber ?? desired.salesOrderNumber),
    mattersUntil: null,
    wanted: wantedLines(desired),
    inWarehouse: observed === null ? [] : linesInWarehouse(desired, observed),
  };
}

function wantedLines(desired: DesiredSalesOrder): LineView[] {
  if (desired.nothingToSend !== null) return [];
  return [
    ...desired.items.map(({ itemCode, title, quantity }) => ({ itemCode, title, quantity })),
    ...desired.withoutItemCode.map((title) => ({ itemCode: "", title, quantity: 0 })),
  ];
}

function linesInWarehouse(desired: DesiredSalesOrder, observed: ObservedSalesOrder): LineView[] {
  const titles = new Map(desired.items.map(({ itemCode, title }) => [itemCode, title]));
  return [...unitsByItemCode(observed.items)].map(([itemCode, quantity]) => ({
    itemCode,
    title: titles.get(itemCode) ?? itemCode,
    quantity,
  }));
}
