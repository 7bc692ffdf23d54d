import type { ObservedSalesOrder } from "../../../domain/sales-order/sales-order.ts";
import { salesOrderIdentity } from "../../../domain/sales-order/order-identity.ts";
import type { TenantProfile } from "../../../domain/sales-order/tenant-profile.ts";
import { decideSwap, isMove } from "../../../domain/recreated-order/swap.rules.ts";
import type { SwapEnd, SwapPolicy, SwapRule } from "../../../domain/recreated-order/swap.rules.ts";
import { swapSituation } from "../../../domain/recreated-order/swap-facts.ts";
import type { SwapSituation } from "../../../domain/recreated-order/swap-facts.ts";
import { ordersOf, swapSides } from "../../../domain/recreated-order/swap-sides.ts";
import type { SwapFinding } from "../../../domain/recreated-order/swap-sides.ts";
import { ChangeInterruptedError, isIntegrationError } from "../update-sales-order/update-report.ts";
import { heldBeside, makeMove, membersFor, tidyUp } from "./moves.ts";
import { failed, raised, settled } from "./outcomes.ts";
import { doorsFor } from "./swap-doors.ts";
import type { SwapDoors } from "./swap-doors.ts";
import { RecreatedOrderWaitingError } from "./swap-report.ts";
import type { SwapReport } from "./swap-report.ts";

export interface SwapRequest {
  readonly finding: SwapFinding;
  readonly profile: TenantProfile;
  readonly policy: SwapPolicy;
  /** How long after its creation an order may still be missing in Peoplevox, in minutes. */
  readonly importWaitMinutes: number;
}

/** How soon an order whose counterpart has not appeared is asked about again. */
const ASK_AGAIN_MS = 30_000;

/**
 * Lets the order that took another one's place be sent, and only that one: read both sides, make one move, read again.
 *
 * Safe to run again at any moment, also after a crash part-way: each move follows from what is found.
 *
 * @throws {RecreatedOrderWaitingError} While a counterpart is on its way
 * @throws {ChangeInterruptedError} When a call failed; what could be sent twice is held, or was not touched
 */
export async function swapSalesOrders(request: SwapRequest, doors: SwapDoors): Promise<SwapReport> {
  const done: string[] = [];
  try {
    return await makeMoves(request, doorsFor(request.finding, doors), done);
  } catch (error) {
    if (!isIntegrationError(error) || "waiting" in error) throw error;
    throw new ChangeInterruptedError(request.finding.root, done, error);
  }
}

async function makeMoves(request: SwapRequest, doors: SwapDoors, done: string[]): Promise<SwapReport> {
  const moved = new Set<string>();
  let refusal: string | null = null;
  let salesOrders = await readAll(request, doors);
  for (;;) {
    const situation = await situationOf(request, salesOrders, doors);
    const rule = decideSwap(situation.facts);
    if (!isMove(rule.then)) return end(rule.then, { rule, situation, request, doors, done });
    const numbers = membersFor(rule.then, situation).map(({ salesOrder }) => salesOrder.salesOrderNumber);
    const move = `${rule.then} ${numbers.join(", ")}`;
    // Each move changes what the next decision is made from. One that changes nothing would be made for ever.
    if (moved.has(move)) return failed(`${move} had no effect. ${refusal ?? ""}`.trim(), situation, request, done);
    moved.add(move);
    refusal = await makeMove(rule.then, numbers, rule.because, doors, done);
    salesOrders = await readAgain(salesOrders, doors);
  }
}

export interface SwapEnding {
  readonly rule: SwapRule;
  readonly situation: SwapSituation;
  readonly request: SwapRequest;
  readonly doors: SwapDoors;
  readonly done: string[];
}

async function end(how: SwapEnd, ending: SwapEnding): Promise<SwapReport> {
  const { rule, situation, request, doors, done } = ending;
  const { finding } = request;
  switch (how) {
    case "ask-again":
      throw new RecreatedOrderWaitingError(finding.root, rule.because, done, ASK_AGAIN_MS);
    case "wait-for-import":
      throw new RecreatedOrderWaitingError(
        finding.root,
        rule.because,
        done,
        importRetryMs(missingForMs(request, doors)),
      );
    case "settled": {
      await tidyUp(situation, doors, done);
      const left = await heldBeside(situation, request, doors);
      if (left.length === 0) return settled(ending);
      const because =
        `${left.join(" and ")} was held as an order that may repeat this one, and nothing says so any more. ` +
        "A person lets it go, or cancels it.";
      return raised("raise-review", { ...ending, rule: { ...rule, because } });
    }
    default:
      return raised(how, ending);
  }
}

/** All Sales Orders of the lineage: each order's own number and reference, and their replacements. */
async function readAll({ finding, profile }: SwapRequest, { warehouse }: SwapDoors): Promise<ObservedSalesOrder[]> {
  const identities = ordersOf(finding).map((order) => salesOrderIdentity(order, profile));
  const found = await Promise.all(identities.map((identity) => warehouse.findLineage(identity)));
  return [...new Map(found.flat().map((order) => [order.salesOrderNumber, order])).values()];
}

/** The headers as they stand now, in one request; lines do not matter to a swap. */
async function readAgain(
  before: readonly ObservedSalesOrder[],
  { warehouse }: SwapDoors,
): Promise<ObservedSalesOrder[]> {
  const headers = await Promise.all(before.map(({ salesOrderNumber }) => warehouse.readHeader(salesOrderNumber)));
  return before.flatMap((order, index) => {
    const header = headers[index] ?? null;
    return header === null ? [] : [{ ...order, ...header }];
  });
}

async function situationOf(
  request: SwapRequest,
  salesOrders: readonly ObservedSalesOrder[],
  doors: SwapDoors,
): Promise<SwapSituation> {
  const numbers = salesOrders.map(({ salesOrderNumber }) => salesOrderNumber);
  const [records, othersRecords] = await Promise.all([doors.holds.recordsOf(numbers), doors.others.recordsOf(numbers)]);
  const missingTooLong = missingForMs(request, doors) > request.importWaitMinutes * 60_000;
  return swapSituation({ ...request, salesOrders, records, othersRecords, missingTooLong });
}

/** Since the latest of the orders to be sent was created. */
function missingForMs({ finding }: SwapRequest, doors: SwapDoors): number {
  const created = swapSides(finding).new.map(({ createdAt }) => Date.parse(createdAt));
  return created.length === 0 ? 0 : Math.max(0, doors.now() - Math.max(...created));
}

/** Waits a quarter of the time it has been missing already, between 10 s and 5 min. */
const importRetryMs = (missingMs: number): number => Math.min(300_000, Math.max(10_000, Math.round(missingMs / 4)));
