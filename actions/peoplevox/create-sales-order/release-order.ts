import { decideRelease } from "../../../domain/order-release/order-release.rules.ts";
import type { ReleaseGate, ReleaseOutcome } from "../../../domain/order-release/order-release.rules.ts";
import { editWindowLeftMs, releaseFacts } from "../../../domain/order-release/release-facts.ts";
import type { ReleasePolicy } from "../../../domain/order-release/release-facts.ts";
import type { Lineage } from "../../../domain/order-edit/lineage.ts";
import { readSituation } from "../shared/situation.ts";
import type { Doors, OrderToUpdate } from "../shared/situation.ts";
import { report } from "../update-sales-order/attempt.ts";
import { bringUpToDate } from "../update-sales-order/bring-up-to-date.ts";
import type { UpdateReport } from "../update-sales-order/update-report.ts";
import { OrderNotReleasedYetError } from "./order-not-released-yet.ts";

/** What became of an order that was to be released. */
export interface ReleaseReport extends Omit<UpdateReport, "outcome"> {
  /** `wait` and `never` come from the gates, all others from the table of order edits. */
  readonly outcome: UpdateReport["outcome"] | "wait" | "never";
  readonly release: {
    readonly outcome: ReleaseOutcome;
    /** The gate that is closed, when the order waits. */
    readonly waitsFor: ReleaseGate | null;
    readonly because: string;
  };
}

/** The end of the edit window is known to the second; one more lets both clocks agree. */
const CLOCK_MARGIN_MS = 1_000;

/** Assumption: no webhook of the order tells that its fulfilment hold was released, so it is looked at again. */
const HOLD_CHECK_MS = 300_000;

/**
 * Creates the Sales Order of an order when every gate is open: on hold, with its lines, read back, then released.
 *
 * Safe to run again at any moment. The warehouse is read first: an order that is there, whole or half-built or under
 * another number, is finished or kept in step, never created again.
 *
 * @throws {OrderNotReleasedYetError} While the edit window or a fulfilment hold keeps it back; nothing was changed
 * @throws {ChangeInterruptedError} When a call failed; what was created stays on hold
 */
export async function releaseOrder(
  request: Omit<OrderToUpdate, "importWaitMinutes">,
  releasePolicy: ReleasePolicy,
  doors: Doors,
): Promise<ReleaseReport> {
  const policy = { ...request.policy, whenMissing: "create", scope: "everything" } as const;
  const toRelease: OrderToUpdate = { ...request, policy, importWaitMinutes: 0 };
  const { order } = request;
  const situation = await readSituation(toRelease, doors);
  const nowMs = doors.now();
  const facts = releaseFacts(order, releasePolicy, {
    nothingToSend: situation.desired.nothingToSend,
    inWarehouse: isThere(situation.plan.lineage),
    skusKnown: situation.plan.unknownSkus.length === 0,
    nowMs,
  });
  const { then: outcome, waitsFor = null, because } = decideRelease(facts);
  const release = { outcome, waitsFor, because };
  if (waitsFor === "edit-window") {
    throw new OrderNotReleasedYetError(
      order.name,
      because,
      editWindowLeftMs(order, releasePolicy, nowMs) + CLOCK_MARGIN_MS,
    );
  }
  if (waitsFor === "hold") throw new OrderNotReleasedYetError(order.name, because, HOLD_CHECK_MS);
  if (outcome === "wait" || outcome === "never") {
    const attempt = { ...situation, request: toRelease, doors, done: [] };
    return { ...report(attempt, null, { inSync: outcome === "never", because }), outcome, release };
  }
  return { ...(await bringUpToDate(toRelease, doors)), release };
}

function isThere({ current, rivals, cancelled }: Lineage): boolean {
  return current !== null || rivals.length + cancelled.length > 0;
}
