import type { HoldRecord } from "../order-edit/lineage.ts";
import type { ObservedSalesOrder } from "../sales-order/sales-order.ts";
import { salesOrderIdentity } from "../sales-order/order-identity.ts";
import { statusPhase } from "../sales-order/status-phase.ts";
import type { StatusPhase } from "../sales-order/status-phase.ts";
import type { TenantProfile } from "../sales-order/tenant-profile.ts";
import type { OrderRef } from "./order-trace.ts";
import type { SwapFacts, SwapPolicy } from "./swap.rules.ts";
import { swapSides } from "./swap-sides.ts";
import type { SwapFinding } from "./swap-sides.ts";

/** One Sales Order of a lineage, with what LastEdit knows of its flags. */
export interface SwapMember {
  readonly salesOrder: ObservedSalesOrder;
  /** Name of the Shopify order it belongs to. */
  readonly orderName: string;
  readonly phase: StatusPhase;
  readonly fence: SwapFacts["oldFence"];
  /** The swap placed a flag here, which may have been lifted since. */
  readonly recorded: boolean;
}

export interface SwapSituation {
  readonly facts: SwapFacts;
  readonly old: readonly SwapMember[];
  readonly new: readonly SwapMember[];
}

export interface SwapInput {
  readonly finding: SwapFinding;
  /** All Sales Orders found for the orders of the finding. */
  readonly salesOrders: readonly ObservedSalesOrder[];
  /** Flags that a swap placed. */
  readonly records: readonly HoldRecord[];
  /** Flags that another action of LastEdit placed, which it may take away at any moment: no fence to rely on. */
  readonly othersRecords: readonly HoldRecord[];
  readonly profile: TenantProfile;
  readonly policy: SwapPolicy;
  /** Whether the order that is to be sent has been missing in Peoplevox for longer than an import takes. */
  readonly missingTooLong: boolean;
}

/** Where both sides stand. Pure: the same reading gives the same facts. */
export function swapSituation(input: SwapInput): SwapSituation {
  const { finding, policy, missingTooLong } = input;
  const sides = swapSides(finding);
  const members = membersOf(input, [...sides.old, ...sides.new]);
  const of = (orders: readonly OrderRef[]): SwapMember[] =>
    members.filter(({ orderName }) => orders.some(({ name }) => name === orderName));
  // A plain cancel is another recipe's business; here it counts only where the swap has a hand in it.
  const old = of(sides.old).filter(({ recorded }) => finding.kind !== "none" || recorded);
  const fresh = of(sides.new);
  return {
    old,
    new: fresh,
    facts: {
      kind: finding.kind,
      old: stateOf(old),
      oldFence: fenceOf(old),
      new: stateOf(fresh),
      newFence: fenceOf(fresh),
      newTwice: wouldBeSentTwice(fresh) ? "yes" : "no",
      imported: sides.new.every(({ name }) => fresh.some(({ orderName }) => orderName === name)) ? "all" : "not-all",
      patience: missingTooLong ? "over" : "waiting",
      ...policy,
    },
  };
}

/** The part of a side that the next move is about: what can still be picked, or parcels that can still leave. */
export function unfenced(members: readonly SwapMember[], state: "not-started" | "in-work"): SwapMember[] {
  return members.filter(
    ({ phase, fence }) => fence === "free" && (state === "not-started" ? phase === "not-started" : isInWork(phase)),
  );
}

const isInWork = (phase: StatusPhase): boolean => phase === "picking" || phase === "picked" || phase === "unknown";

function membersOf(
  { salesOrders, records, othersRecords, profile }: SwapInput,
  orders: readonly OrderRef[],
): SwapMember[] {
  const recordOf = new Map(records.map((record) => [record.salesOrderNumber, record]));
  const shaky = new Map(othersRecords.map((record) => [record.salesOrderNumber, record]));
  return salesOrders.flatMap((salesOrder): SwapMember[] => {
    const owner = ownerOf(salesOrder, orders, profile);
    if (owner === undefined) return [];
    const phase = statusPhase(salesOrder.status, profile.statusPhases);
    const flag = phase === "not-started" ? "OnHold" : "StopShip";
    const isSet = flag === "OnHold" ? salesOrder.onHold : salesOrder.stopShip;
    const record = recordOf.get(salesOrder.salesOrderNumber);
    const isOurs = record?.flags.includes(flag) === true;
    const mayGo = !isSet || shaky.get(salesOrder.salesOrderNumber)?.flags.includes(flag) === true;
    return [
      {
        salesOrder,
        orderName: owner.name,
        phase,
        fence: mayGo ? "free" : isOurs ? "ours" : "somebody",
        recorded: record !== undefined,
      },
    ];
  });
}

/**
 * The Shopify order a Sales Order belongs to: by its number, by the number with a replacement's `-R1`, or else by its
 * reference. The number comes first, since an importing integration may give all versions of an order one reference.
 */
function ownerOf(
  { salesOrderNumber, reference }: ObservedSalesOrder,
  orders: readonly OrderRef[],
  profile: TenantProfile,
): OrderRef | undefined {
  const first = salesOrderNumber.replace(/-R\d+$/, "");
  const identities = orders.map((order) => ({ order, ...salesOrderIdentity(order, profile) }));
  const found =
    identities.find((identity) => identity.salesOrderNumber === salesOrderNumber) ??
    identities.find((identity) => identity.salesOrderNumber === first) ??
    identities.find((identity) => identity.reference === reference);
  return found?.order;
}

/** Whether letting go of what we keep back would leave one order with two Sales Orders that can go, or have gone. */
function wouldBeSentTwice(members: readonly SwapMember[]): boolean {
  const uncancelled = members.filter(({ phase }) => phase !== "cancelled");
  return uncancelled.some(
    ({ orderName, recorded }) => recorded && uncancelled.filter((other) => other.orderName === orderName).length > 1,
  );
}

/** What can still be done something about comes first. */
const BY_URGENCY: readonly StatusPhase[] = ["not-started", "unknown", "picking", "picked", "despatched", "cancelled"];

const stateOf = (members: readonly SwapMember[]): SwapFacts["old"] =>
  BY_URGENCY.find((phase) => members.some((member) => member.phase === phase)) ?? "missing";

/** Of the Sales Orders that the side's state speaks of: those not started first, then those in work. */
function fenceOf(members: readonly SwapMember[]): SwapFacts["oldFence"] {
  const notStarted = members.filter(({ phase }) => phase === "not-started");
  const active = notStarted.length > 0 ? notStarted : members.filter(({ phase }) => isInWork(phase));
  if (active.length === 0 || active.some(({ fence }) => fence === "free")) return "free";
  return active.some(({ fence }) => fence === "ours") ? "ours" : "somebody";
}
