import type { SalesOrderHeader } from "../../../domain/sales-order/sales-order.ts";
import { statusPhase } from "../../../domain/sales-order/status-phase.ts";
import type { ActionDoors } from "../shared/doors.ts";
import { stopParcel } from "../shared/fence.ts";

export type StopOutcome = "stopped" | "stopped-already" | "left-already" | "cancelled" | "not-found";

export interface StoppedParcel {
  readonly salesOrderNumber: string;
  readonly outcome: StopOutcome;
  /** Status after the stop; `null` when there is no such Sales Order. */
  readonly status: string | null;
}

/**
 * Sets StopShip on each of these Sales Orders, so that no parcel of theirs leaves. OnHold is left as it is. The stop is
 * recorded as LastEdit's own first; it is cleared when the order is seen in sync. One that is not there is never created.
 */
export async function stopParcels(
  numbers: readonly string[],
  because: string,
  doors: ActionDoors,
): Promise<StoppedParcel[]> {
  return Promise.all([...new Set(numbers)].map((number) => stopOne(number, because, doors)));
}

async function stopOne(salesOrderNumber: string, because: string, doors: ActionDoors): Promise<StoppedParcel> {
  const before = await doors.warehouse.readHeader(salesOrderNumber);
  const reason = whyNot(before, doors);
  if (before === null || reason !== null) {
    return { salesOrderNumber, outcome: reason ?? "not-found", status: before?.status ?? null };
  }
  const after = await stopParcel(salesOrderNumber, { because }, doors);
  const outcome = after !== null && phaseOf(after, doors) === "despatched" ? "left-already" : "stopped";
  return { salesOrderNumber, outcome, status: after?.status ?? before.status };
}

function whyNot(header: SalesOrderHeader | null, doors: ActionDoors): StopOutcome | null {
  if (header === null) return "not-found";
  const phase = phaseOf(header, doors);
  if (phase === "despatched") return "left-already";
  if (phase === "cancelled") return "cancelled";
  return header.stopShip ? "stopped-already" : null;
}

const phaseOf = ({ status }: SalesOrderHeader, { profile }: ActionDoors) => statusPhase(status, profile.statusPhases);

const WORDS = {
  stopped: "parcel stopped",
  "stopped-already": "parcel was stopped already",
  "left-already": "parcel has left",
  cancelled: "is cancelled",
  "not-found": "is not in Peoplevox",
} as const satisfies Record<StopOutcome, string>;

export function stopsInWords(stopped: readonly StoppedParcel[]): string {
  if (stopped.length === 0) return "No parcel to stop";
  return stopped
    .map(({ salesOrderNumber, outcome }) => `Sales Order ${salesOrderNumber}: ${WORDS[outcome]}`)
    .join("; ");
}
