import type { HoldRecord } from "../../../domain/order-edit/lineage.ts";
import type { HoldLedger } from "../../../components/lastedit/hold-ledger.ts";
import type { SalesOrderHeader } from "../../../domain/sales-order/sales-order.ts";
import type { Doors } from "./situation.ts";

/** What a fence works on; a swap has a record of holds of its own. */
type FenceDoors = Omit<Doors, "holds"> & { readonly holds: HoldLedger };

/** Why and for what a flag is placed. */
export interface FlagReason {
  readonly because: string;
  /** The Sales Order the new one is to replace. */
  readonly replaces?: string;
  /** The hold goes on for somebody who held or stopped that one. */
  readonly handedOn?: true;
}

/**
 * Puts a Sales Order on hold as LastEdit's own and reads it again: what comes back tells whether a picker was faster.
 * The record is written first, so that a hold placed just before a crash is known as ours afterwards.
 */
export async function placeHold(
  number: string,
  reason: FlagReason,
  doors: FenceDoors,
): Promise<SalesOrderHeader | null> {
  await doors.holds.remember(recordOf(number, "OnHold", reason, doors));
  await doors.warehouse.saveHeader(number, { OnHold: "true" });
  return doors.warehouse.readHeader(number);
}

/** Stops the parcel from leaving (StopShip) as LastEdit's own, and reads the Sales Order again. */
export async function stopParcel(
  number: string,
  reason: FlagReason,
  doors: FenceDoors,
): Promise<SalesOrderHeader | null> {
  await doors.holds.remember(recordOf(number, "StopShip", reason, doors));
  await doors.warehouse.saveHeader(number, { StopShip: "true" });
  return doors.warehouse.readHeader(number);
}

/** Records a hold for a Sales Order that is about to be created on hold, or what has changed about one. */
export async function announceHold(number: string, reason: FlagReason, doors: FenceDoors): Promise<void> {
  await doors.holds.remember(recordOf(number, "OnHold", reason, doors));
}

/** Keeps a Sales Order held for us that is on hold without a flag of ours, where a swap holds it and will let go. */
export async function goOnAfterSwap(number: string, reason: FlagReason, doors: Doors): Promise<void> {
  await doors.holds.goOnAfterSwap(recordOf(number, "OnHold", reason, doors));
}

/**
 * Takes away the flags that LastEdit placed, and only those.
 *
 * @returns The flags that were cleared; empty when none was ours
 */
export async function releaseOwn(number: string, doors: FenceDoors): Promise<HoldRecord["flags"]> {
  const [record] = await doors.holds.recordsOf([number]);
  if (record === undefined) return [];
  const own = ownFlags(record);
  if (own.length > 0) await doors.warehouse.saveHeader(number, Object.fromEntries(own.map((flag) => [flag, "false"])));
  await doors.holds.forget(number);
  return own;
}

/** The flags of a record that may be taken away again: a hold that was handed on is somebody else's by now. */
export function ownFlags({ flags, handedOn }: HoldRecord): HoldRecord["flags"] {
  return flags.filter((flag) => flag !== "OnHold" || handedOn !== true);
}

/** Ends an edit's own hold, also where a swap has taken it over meanwhile and decides from now on. */
export async function letGo(number: string, doors: Doors): Promise<void> {
  const cleared = await releaseOwn(number, doors);
  if (cleared.length === 0) await doors.holds.leaveToSwap(number);
}

function recordOf(
  number: string,
  flag: "OnHold" | "StopShip",
  reason: FlagReason,
  doors: Pick<Doors, "now">,
): HoldRecord {
  return {
    salesOrderNumber: number,
    flags: [flag],
    because: reason.because,
    replaces: reason.replaces ?? null,
    ...(reason.handedOn === true ? { handedOn: true } : {}),
    placedAt: new Date(doors.now()).toISOString(),
  };
}
