import type { OrderLine, OrderSnapshot } from "../sales-order/order-snapshot.ts";
import { canComeBack } from "./despatched-units.ts";
import { decideRefundKind } from "./refund-kind.rules.ts";
import type { GoodsMovement, RefundFacts, RefundKind, RefundMoney, ReturnsPolicy } from "./refund-kind.rules.ts";
import type { RefundLine, RefundSnapshot } from "./returns-snapshot.ts";
import { refundLineKey } from "./split-units.ts";
import type { UnitSplit } from "./split-units.ts";

/** One part of a refund, and what it means. */
export interface RefundPart {
  readonly kind: RefundKind;
  readonly goods: GoodsMovement;
  readonly because: string;
  /** The order line; `null` for a part without one, or for a line the order does not show any more. */
  readonly line: OrderLine | null;
  /** Units of the line; 0 for a part without one. */
  readonly units: number;
}

type Parts = readonly [RefundPart, ...RefundPart[]];

/**
 * Where the money of a refund is. A refund exists before and without its money: only transactions tell.
 *
 * @returns `paid` as soon as one transaction has succeeded; `none` when there is no transaction at all
 */
export function moneyOf({ transactions }: Pick<RefundSnapshot, "transactions">): RefundMoney {
  const has = (wanted: string): boolean => transactions.some(({ status }) => status === wanted);
  if (has("success")) return "paid";
  if (has("pending")) return "pending";
  return transactions.length === 0 ? "none" : "failed";
}

/**
 * Takes a refund apart and says what each part is. A refund always has at least one part.
 *
 * @param split - Units by refund line, from `splitUnits` for the whole history
 */
export function partsOfRefund(
  refund: RefundSnapshot,
  order: OrderSnapshot,
  split: ReadonlyMap<string, UnitSplit>,
  policy: ReturnsPolicy,
): Parts {
  const facts: Omit<RefundFacts, "subject"> = {
    ...policy,
    restock: "none",
    location: "none",
    money: moneyOf(refund),
    order: order.cancelledAt === null ? "live" : "cancelled",
  };
  const adjusted = (kind: string): boolean => refund.adjustments.some((each) => each.kind === kind);
  const plain = (subject: RefundFacts["subject"]): RefundPart => part({ ...facts, subject }, null, 0);
  const [first, ...others] = [
    ...refund.lines.flatMap((line) => partsOfLine(refund, line, order, split, facts)),
    ...(adjusted("shipping") ? [plain("delivery-charge")] : []),
    ...(adjusted("duties-or-fees") ? [plain("duties-or-fees")] : []),
  ];
  return first === undefined ? [plain("money-only")] : [first, ...others];
}

function partsOfLine(
  refund: RefundSnapshot,
  { id, lineId, quantity, restockType: restock, location }: RefundLine,
  order: OrderSnapshot,
  split: ReadonlyMap<string, UnitSplit>,
  common: Omit<RefundFacts, "subject">,
): RefundPart[] {
  const line = order.lines.find((each) => each.id === lineId) ?? null;
  const facts = { ...common, restock, location };
  if (line !== null && !canComeBack(line))
    return [part({ ...facts, subject: "line-that-ships-nothing" }, line, quantity)];
  const units = split.get(refundLineKey(refund, { id })) as UnitSplit;
  const shares = [
    [units.despatched, "despatched-units"],
    [units.byReturn, "units-of-a-return"],
    [units.unsent, "unsent-units"],
  ] as const;
  return shares.filter(([share]) => share > 0).map(([share, subject]) => part({ ...facts, subject }, line, share));
}

function part(facts: RefundFacts, line: OrderLine | null, units: number): RefundPart {
  const { then: kind, goods, because } = decideRefundKind(facts);
  return { kind, goods, because, line, units };
}
