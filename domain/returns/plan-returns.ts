import type { ExceptionKind } from "../exceptions/exception.ts";
import { itemCodeFor } from "../item-code/item-code.ts";
import type { ObservedSalesOrder } from "../sales-order/sales-order.ts";
import { statusPhase } from "../sales-order/status-phase.ts";
import type { TenantProfile } from "../sales-order/tenant-profile.ts";
import { announcedUnits, rowDifference, wantedRows } from "./document-rows.ts";
import type { AnnounceableLine, RowDifference, WantedRows } from "./document-rows.ts";
import { correctDocument, createReturnsPurchaseOrder, createRma, voidDocument } from "./document-writes.ts";
import type { TemplateWrite } from "./document-writes.ts";
import { expectedGoods } from "./expected-goods.ts";
import type { Inbound } from "./expected-goods.ts";
import { bringsGoods } from "./refund-kind.rules.ts";
import type { ReturnsPolicy } from "./refund-kind.rules.ts";
import { documentPhase, returnDocumentNumber } from "./return-document.ts";
import type { ReturnDocument } from "./return-document.ts";
import type { ReturnsHistory } from "./returns-snapshot.ts";
import type { ReturnsProfile } from "./returns-profile.ts";
import { decideRma } from "./rma-plan.rules.ts";
import type { RmaFacts, RmaOutcome } from "./rma-plan.rules.ts";
import { byClaim, refundLineKey } from "./split-units.ts";
import type { AnnouncedUnits } from "./split-units.ts";

/** Everything a returns plan depends on. */
export interface ReturnsPlanInput {
  readonly history: ReturnsHistory;
  /** All Sales Orders of the order's lineage. */
  readonly salesOrders: readonly ObservedSalesOrder[];
  /** Those of `returnDocumentNumbers(history, returnsProfile)` that Peoplevox has. */
  readonly documents: readonly ReturnDocument[];
  readonly profile: Pick<TenantProfile, "itemCode" | "statusPhases">;
  readonly returnsProfile: ReturnsProfile;
  readonly policy: ReturnsPolicy;
}

/** What to do about one refund or Return, and why. Changes nothing by itself. */
export interface ReturnPlan {
  readonly inbound: Inbound;
  /** Number of its RMA or returns purchase order. */
  readonly number: string;
  readonly outcome: RmaOutcome;
  readonly because: string;
  /** The exception that tells a person; also beside `create` and `correct`, where only part could be announced. */
  readonly raises: ExceptionKind | null;
  readonly facts: RmaFacts;
  /** The despatched Sales Order the goods belong to. */
  readonly salesOrderNumber: string | null;
  /** SaveData calls in this order; empty unless the outcome is `create`, `correct` or `void`. */
  readonly writes: readonly TemplateWrite[];
  /** Titles of lines whose ItemCode was not despatched. */
  readonly unknownItems: readonly string[];
}

/** Numbers of the documents that the refunds and Returns of an order have or would have: what to read first. */
export function returnDocumentNumbers(
  { refunds, returns }: Pick<ReturnsHistory, "refunds" | "returns">,
  profile: Pick<ReturnsProfile, "numberPrefix">,
): string[] {
  return [
    ...returns.map(({ id }) => returnDocumentNumber({ type: "return", id }, profile)),
    ...refunds.map(({ id }) => returnDocumentNumber({ type: "refund", id }, profile)),
  ];
}

/**
 * Decides for each refund and Return of an order what must happen so that the returns bench awaits what comes back.
 *
 * Applying the plan and planning again gives no more writes: a second delivery of the same event changes nothing.
 *
 * @throws {RangeError} When a refund belongs to a Return that is not given, or a number would be too long
 */
export function planReturns(input: ReturnsPlanInput): ReturnPlan[] {
  const { history, policy } = input;
  const documents = new Map(
    input.documents.map((document) => [document.number, comparable(document, input.returnsProfile)]),
  );
  return expectedGoods(history, policy, announced(input, documents)).map((inbound) =>
    planOf(inbound, input, documents),
  );
}

/** Where the tenant keeps no line ids, what stands in the column `Line` is Peoplevox's own numbering. */
function comparable(document: ReturnDocument, { usesLine }: ReturnsProfile): ReturnDocument {
  return usesLine ? document : { ...document, items: document.items.map((item) => ({ ...item, line: null })) };
}

function planOf(inbound: Inbound, input: ReturnsPlanInput, documents: ReadonlyMap<string, ReturnDocument>): ReturnPlan {
  const { history, salesOrders, profile, returnsProfile } = input;
  const number = returnDocumentNumber(inbound.source, returnsProfile);
  const document = documents.get(number) ?? null;
  const despatched = salesOrders.filter(({ status }) => statusPhase(status, profile.statusPhases) === "despatched");
  const sentItemCodes = new Set(despatched.flatMap(({ items }) => items.map(({ itemCode }) => itemCode)));
  const wanted = wantedRows(inbound.lines, sentItemCodes, profile.itemCode, returnsProfile);
  const difference = rowDifference(wanted.rows, document?.items ?? []);
  const facts: RmaFacts = {
    inbound: inbound.state,
    capability: returnsProfile.capability,
    document: documentState(document, difference),
    salesOrder: despatched.length > 0 ? "despatched" : salesOrders.length > 0 ? "not-despatched" : "missing",
    items: wanted.withoutItemCode.length === 0 ? "known" : wanted.rows.length > 0 ? "partly-known" : "unknown",
  };
  const { then: outcome, because, raises } = decideRma(facts);
  const salesOrderNumber = salesOrderFor(wanted, despatched);
  return {
    inbound,
    number,
    outcome,
    because,
    raises,
    facts,
    salesOrderNumber,
    writes: writesFor(
      outcome,
      { number, salesOrderNumber, title: inbound.title, order: history.order, difference },
      returnsProfile,
    ),
    unknownItems: wanted.withoutItemCode,
  };
}

interface WriteInput {
  readonly number: string;
  readonly salesOrderNumber: string | null;
  readonly title: string;
  readonly order: ReturnsHistory["order"];
  readonly difference: RowDifference;
}

function writesFor(outcome: RmaOutcome, input: WriteInput, profile: ReturnsProfile): TemplateWrite[] {
  const head = { ...input, salesOrderNumber: input.salesOrderNumber ?? "" };
  switch (outcome) {
    case "create":
      return profile.capability === "rma-templates"
        ? createRma(head, input.difference.added, profile)
        : createReturnsPurchaseOrder(head, input.difference.added, profile);
    case "correct":
      return correctDocument(input.number, input.difference, profile);
    case "void":
      return voidDocument(input.number, profile);
    default:
      return [];
  }
}

function documentState(document: ReturnDocument | null, { added, changed }: RowDifference): RmaFacts["document"] {
  if (document === null) return "absent";
  const phase = documentPhase(document.status);
  if (phase === "unknown") return "unknown-status";
  if (phase !== "open") return phase;
  if (document.items.length === 0) return "begun";
  return added.length + changed.length === 0 ? "open-same" : "open-differs";
}

/** The despatched Sales Order with most of the ItemCodes that come back; the first of equals. */
function salesOrderFor({ rows }: WantedRows, despatched: readonly ObservedSalesOrder[]): string | null {
  const matches = ({ items }: ObservedSalesOrder): number =>
    rows.filter((row) => items.some(({ itemCode }) => itemCode === row.itemCode)).length;
  const [best] = despatched.toSorted((a, b) => matches(b) - matches(a));
  return best?.salesOrderNumber ?? null;
}

/** What documents that are not cancelled announce already. */
function announced(input: ReturnsPlanInput, documents: ReadonlyMap<string, ReturnDocument>): AnnouncedUnits {
  const { history, profile, returnsProfile, policy } = input;
  const lineById = new Map(history.order.lines.map((line) => [line.id, line]));
  return new Map(
    history.refunds.flatMap((refund) => {
      const document = documents.get(returnDocumentNumber({ type: "refund", id: refund.id }, returnsProfile));
      if (document === undefined || documentPhase(document.status) === "cancelled") return [];
      const lines = refund.lines.toSorted(byClaim).flatMap((refunded): AnnounceableLine[] => {
        const line = lineById.get(refunded.lineId);
        const itemCode = line === undefined ? null : itemCodeFor(line, profile.itemCode);
        if (itemCode === null || !bringsGoods(refunded, policy)) return [];
        const { lineId, quantity } = refunded;
        return [{ key: refundLineKey(refund, refunded), lineId, itemCode, quantity }];
      });
      return announcedUnits(lines, document, returnsProfile);
    }),
  );
}
