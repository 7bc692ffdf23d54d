import type { ObservedSalesOrder } from "../sales-order/sales-order.ts";
import { statusPhase } from "../sales-order/status-phase.ts";
import type { StatusPhase } from "../sales-order/status-phase.ts";
import type { TenantProfile } from "../sales-order/tenant-profile.ts";

/**
 * A hold (OnHold) or stop (StopShip) that LastEdit placed, recorded before it was placed: the flags themselves have
 * no owner in Peoplevox. A flag without a record is somebody else's and stays.
 */
export interface HoldRecord {
  readonly salesOrderNumber: string;
  readonly flags: readonly ("OnHold" | "StopShip")[];
  readonly because: string;
  /** The Sales Order this one is to replace, when it was created as a replacement. */
  readonly replaces: string | null;
  /**
   * The Sales Order that this one replaces was held or stopped by somebody: once it is in place, its hold is theirs, and
   * is not released.
   */
  readonly handedOn?: true;
  /** ISO 8601, UTC. */
  readonly placedAt: string;
  /** Shop and root order of the recreated order for which a swap placed it; absent on everybody else's. */
  readonly swapOf?: string;
}

/** Who placed a flag. */
export type FlagOwner = "none" | "ours" | "somebody";

/** A Sales Order with what LastEdit knows of its flags. */
export interface LineageMember {
  readonly salesOrder: ObservedSalesOrder;
  readonly phase: StatusPhase;
  readonly hold: FlagOwner;
  readonly stop: FlagOwner;
  /** Its hold goes on for somebody who held the Sales Order before it. */
  readonly handedOn: boolean;
}

/** The Sales Orders of one order, sorted by the part they play. */
export interface Lineage {
  /** The one the warehouse works from; `null` when there is none or when several could be. */
  readonly current: LineageMember | null;
  /** A replacement of `current` that LastEdit has begun and not finished. */
  readonly successor: LineageMember | null;
  readonly cancelled: readonly LineageMember[];
  /** More than one that could be shipped, and not by a replacement of ours. */
  readonly rivals: readonly LineageMember[];
}

/** Sorts the Sales Orders found for one order. */
export function lineageOf(
  salesOrders: readonly ObservedSalesOrder[],
  records: readonly HoldRecord[],
  profile: Pick<TenantProfile, "statusPhases">,
): Lineage {
  const recordOf = new Map(records.map((record) => [record.salesOrderNumber, record]));
  const members = salesOrders.map((salesOrder) =>
    memberOf(salesOrder, recordOf.get(salesOrder.salesOrderNumber), profile),
  );
  const cancelled = members.filter(({ phase }) => phase === "cancelled");
  const live = members.filter(({ phase }) => phase !== "cancelled");
  const [first] = live;
  if (live.length <= 1)
    return { current: first === undefined ? null : inPlace(first), successor: null, cancelled, rivals: [] };

  const successor = live.find(({ salesOrder, hold }) => {
    const replaces = recordOf.get(salesOrder.salesOrderNumber)?.replaces ?? null;
    return hold === "ours" && live.some((other) => other.salesOrder.salesOrderNumber === replaces);
  });
  const others = live.filter((member) => member !== successor);
  const [only] = others;
  return successor !== undefined && others.length === 1 && only !== undefined
    ? { current: inPlace(only), successor, cancelled, rivals: [] }
    : { current: null, successor: null, cancelled, rivals: live };
}

/** What was handed on is somebody's as soon as the warehouse works from it. */
const inPlace = (member: LineageMember): LineageMember => (member.handedOn ? { ...member, hold: "somebody" } : member);

function memberOf(
  salesOrder: ObservedSalesOrder,
  record: HoldRecord | undefined,
  profile: Pick<TenantProfile, "statusPhases">,
): LineageMember {
  const owner = (set: boolean, flag: "OnHold" | "StopShip"): FlagOwner =>
    !set ? "none" : record?.flags.includes(flag) === true ? "ours" : "somebody";
  return {
    salesOrder,
    phase: statusPhase(salesOrder.status, profile.statusPhases),
    hold: owner(salesOrder.onHold, "OnHold"),
    stop: owner(salesOrder.stopShip, "StopShip"),
    handedOn: salesOrder.onHold && record?.handedOn === true,
  };
}
