import type { ExceptionDraft, ExceptionKind, LineView } from "../../../domain/exceptions/exception.ts";
import { EXCEPTION_KINDS } from "../../../domain/exceptions/exception-kinds.ts";
import { wordingFor } from "../../../domain/exceptions/wording.ts";
import type { SwapMember, SwapSituation } from "../../../domain/recreated-order/swap-facts.ts";
import { ordersOf } from "../../../domain/recreated-order/swap-sides.ts";
import { unitsByItemCode } from "../../../domain/sales-order/difference.ts";
import type { SwapEnding, SwapRequest } from "./swap.ts";
import type { SwapReport, SwapView } from "./swap-report.ts";

type Raise = Exclude<SwapReport["outcome"], "settled">;

/** What each ending is called in the queue of exceptions, and which side's Sales Order it is about. */
const RAISES = {
  "raise-review": { kind: "recreate-review", about: "new" },
  "raise-old-in-work": { kind: "recreated-while-picking", about: "old" },
  "raise-old-sent": { kind: "recreated-after-despatch", about: "old" },
  "raise-not-imported": { kind: "recreated-not-in-warehouse", about: "new" },
  "raise-new-cancelled": { kind: "recreated-not-in-warehouse", about: "new" },
  failed: { kind: "recreate-failed", about: "old" },
} as const satisfies Record<Raise, { readonly kind: ExceptionKind; readonly about: "old" | "new" }>;

export function settled({ rule, situation, request, done }: SwapEnding): SwapReport {
  return report("settled", rule.because, situation, request, done);
}

/** A report for a person to act on. */
export function raised(outcome: Exclude<Raise, "failed">, { rule, situation, request, done }: SwapEnding): SwapReport {
  const why = outcome === "raise-review" ? `${request.finding.because} ${rule.because}` : rule.because;
  return withException(outcome, why, situation, request, done);
}

/** Peoplevox took a move and shows something else, or refused it for a reason that is no picker. */
export function failed(
  why: string,
  situation: SwapSituation,
  request: SwapRequest,
  done: readonly string[],
): SwapReport {
  return withException("failed", why, situation, request, done);
}

function withException(
  outcome: Raise,
  because: string,
  situation: SwapSituation,
  request: SwapRequest,
  done: readonly string[],
): SwapReport {
  return {
    ...report(outcome, because, situation, request, done),
    inSync: false,
    exception: draft(outcome, because, situation, request, done),
  };
}

function report(
  outcome: SwapReport["outcome"],
  because: string,
  situation: SwapSituation,
  { finding }: SwapRequest,
  done: readonly string[],
): SwapReport {
  return {
    shop: finding.shop,
    root: finding.root,
    outcome,
    because,
    inSync: true,
    done: [...done],
    salesOrders: [
      ...situation.old.map((member) => viewOf(member, "old")),
      ...situation.new.map((member) => viewOf(member, "new")),
    ],
    exception: null,
  };
}

function draft(
  outcome: Raise,
  because: string,
  situation: SwapSituation,
  { finding }: SwapRequest,
  done: readonly string[],
): ExceptionDraft {
  const { kind, about } = RAISES[outcome];
  const { owner, severity } = EXCEPTION_KINDS[kind];
  const { title, whatToDo } = wordingFor("en")[kind];
  const [member] = situation[about].filter(({ phase }) => phase !== "cancelled");
  const salesOrderNumber = member?.salesOrder.salesOrderNumber ?? null;
  const standing = [...situation.old, ...situation.new].map(inWords);
  return {
    kind,
    owner,
    severity,
    shop: finding.shop,
    lineage: finding.root,
    orderName: finding.root,
    orderId: ordersOf(finding)[0]?.id ?? "",
    salesOrderNumber,
    whatHappened: [`${title}.`, because, ...standing].join(" "),
    whatWasChanged: done.length === 0 ? "Nothing was changed." : `Done: ${done.join("; ")}. Nothing else was changed.`,
    whatToDo: whatToDo
      .replaceAll("{order}", finding.root)
      .replaceAll("{salesOrder}", salesOrderNumber ?? "of this order"),
    mattersUntil: null,
    wanted: linesOf(situation.new),
    inWarehouse: linesOf(situation.old),
  };
}

function viewOf({ salesOrder, orderName }: SwapMember, side: SwapView["side"]): SwapView {
  const { salesOrderNumber, status, onHold, stopShip } = salesOrder;
  return { salesOrderNumber, orderName, side, status, onHold, stopShip };
}

function inWords({ salesOrder, orderName }: SwapMember): string {
  const flags = [...(salesOrder.onHold ? ["OnHold"] : []), ...(salesOrder.stopShip ? ["StopShip"] : [])];
  const held = flags.length === 0 ? "" : ` with ${flags.join(" and ")}`;
  return `${orderName} is Sales Order ${salesOrder.salesOrderNumber}: ${salesOrder.status}${held}.`;
}

/** Lines of what is not cancelled. Their titles are not known here. */
function linesOf(members: readonly SwapMember[]): LineView[] {
  const items = members.filter(({ phase }) => phase !== "cancelled").flatMap(({ salesOrder }) => salesOrder.items);
  return [...unitsByItemCode(items)].map(([itemCode, quantity]) => ({ itemCode, title: itemCode, quantity }));
}
