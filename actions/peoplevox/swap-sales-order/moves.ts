import type { SwapMove } from "../../../domain/recreated-order/swap.rules.ts";
import { isOver } from "../../../domain/sales-order/status-phase.ts";
import { unfenced } from "../../../domain/recreated-order/swap-facts.ts";
import type { SwapMember, SwapSituation } from "../../../domain/recreated-order/swap-facts.ts";
import { isIntegrationError } from "../update-sales-order/update-report.ts";
import { forgetFlags, placeFlag, releaseFlags } from "./flags.ts";
import type { SwapRequest } from "./swap.ts";
import { swapOf } from "./swap-doors.ts";
import type { SwapDoors } from "./swap-doors.ts";

/** Code of the error for rows that Peoplevox refused. */
const ROWS_REFUSED = "peoplevox-rows-refused";

/** Which Sales Orders a move is about. */
export function membersFor(move: SwapMove, situation: SwapSituation): readonly SwapMember[] {
  switch (move) {
    case "hold-new":
      return unfenced(situation.new, "not-started");
    case "stop-new":
      return unfenced(situation.new, "in-work");
    case "hold-old":
      return unfenced(situation.old, "not-started");
    case "stop-old":
      return unfenced(situation.old, "in-work");
    case "cancel-old":
      return situation.old.filter(({ phase }) => phase === "not-started");
    case "release-new":
      return situation.new.filter(({ recorded }) => recorded);
  }
}

/**
 * Makes a move on Sales Orders, side by side. Rows that Peoplevox refuses are no error here: what is read afterwards
 * tells whether a picker was faster.
 *
 * @param done - Grows with every change, in words
 * @returns Why rows were refused; `null` when none was
 */
export async function makeMove(
  move: SwapMove,
  numbers: readonly string[],
  because: string,
  doors: SwapDoors,
  done: string[],
): Promise<string | null> {
  const refusals = await Promise.all(
    numbers.map(async (number) => {
      try {
        const words = await onOne(move, number, because, doors);
        if (words !== null) done.push(words);
        return null;
      } catch (error) {
        if (!isIntegrationError(error) || error.code !== ROWS_REFUSED) throw error;
        return error.message;
      }
    }),
  );
  return refusals.find((refusal) => refusal !== null) ?? null;
}

async function onOne(move: SwapMove, number: string, because: string, doors: SwapDoors): Promise<string | null> {
  switch (move) {
    case "hold-new":
    case "hold-old":
      await placeFlag(number, "OnHold", because, doors);
      return `${number} put on hold`;
    case "stop-new":
    case "stop-old":
      await placeFlag(number, "StopShip", because, doors);
      return `StopShip set on ${number}`;
    case "cancel-old":
      await doors.warehouse.saveHeader(number, { Status: "Cancelled" });
      return `${number} cancelled`;
    case "release-new":
      return releaseFlags(number, doors);
  }
}

/**
 * Sales Orders that were held for this recreated order and are not found to belong to it any more: an edit can take away
 * what spoke for it. A record whose flags are gone, or whose Sales Order is cancelled or despatched, is forgotten.
 *
 * @returns Each in words
 */
export async function heldBeside(
  situation: SwapSituation,
  { finding, profile }: SwapRequest,
  doors: SwapDoors,
): Promise<string[]> {
  const members = new Set([...situation.old, ...situation.new].map(({ salesOrder }) => salesOrder.salesOrderNumber));
  const records = await doors.holds.recordsFor(swapOf(finding));
  const left: string[] = [];
  for (const { salesOrderNumber, flags } of records.filter((record) => !members.has(record.salesOrderNumber))) {
    const header = await doors.warehouse.readHeader(salesOrderNumber);
    const isDone = header === null || isOver(header.status, profile.statusPhases);
    if (!isDone && flags.some((flag) => (flag === "OnHold" ? header.onHold : header.stopShip))) {
      left.push(`${header.reference} (Sales Order ${salesOrderNumber})`);
    } else await forgetFlags(salesOrderNumber, doors);
  }
  return left;
}

/** Nothing is left to guard: forgets flags on what is cancelled, and takes away what is left on the others. */
export async function tidyUp(situation: SwapSituation, doors: SwapDoors, done: string[]): Promise<void> {
  const cancelled = situation.old.filter(({ recorded, phase }) => recorded && phase === "cancelled");
  await Promise.all(cancelled.map(({ salesOrder }) => forgetFlags(salesOrder.salesOrderNumber, doors)));
  for (const { salesOrder } of situation.new.filter(({ recorded }) => recorded)) {
    const words = await releaseFlags(salesOrder.salesOrderNumber, doors);
    if (words !== null) done.push(words);
  }
}
