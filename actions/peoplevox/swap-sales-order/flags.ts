import type { HoldRecord } from "../../../domain/order-edit/lineage.ts";
import { ownFlags, releaseOwn } from "../shared/fence.ts";
import type { SwapDoors } from "./swap-doors.ts";

type Flag = HoldRecord["flags"][number];

/**
 * Places a flag as the swap's own. What another action of LastEdit placed, or is about to place, is taken over, so that
 * nobody lifts it meanwhile, and the swap lifts it where that action does not want it any more. Records are written
 * first: a flag placed just before a crash is known as ours afterwards.
 */
export async function placeFlag(number: string, flag: Flag, because: string, doors: SwapDoors): Promise<void> {
  const [others] = await doors.others.recordsOf([number]);
  const takenOver = others === undefined ? [] : ownFlags(others);
  if (others !== undefined) await doors.taken.remember(others);
  await doors.holds.remember({
    salesOrderNumber: number,
    flags: [flag, ...takenOver],
    because,
    replaces: null,
    placedAt: new Date(doors.now()).toISOString(),
  });
  // Last: a crash before it leaves two owners, and the flag is taken over once more; after it there must be one.
  if (others !== undefined) await doors.others.forget(number);
  await doors.warehouse.saveHeader(number, { [flag]: "true" });
}

/**
 * Takes the swap's own flags away. What was taken over is handed back and stays: the action it came from decides.
 *
 * @returns What was done, in words; `null` when no flag is ours
 */
export async function releaseFlags(number: string, doors: SwapDoors): Promise<string | null> {
  const [[taken], [own]] = await Promise.all([doors.taken.recordsOf([number]), doors.holds.recordsOf([number])]);
  if (own === undefined) return null;
  if (taken === undefined) return `${(await releaseOwn(number, doors)).join(" and ")} cleared on ${number}`;
  const cleared = own.flags.filter((flag) => !taken.flags.includes(flag));
  if (cleared.length > 0) {
    await doors.warehouse.saveHeader(number, Object.fromEntries(cleared.map((flag) => [flag, "false"])));
  }
  await doors.others.remember(taken);
  await forgetFlags(number, doors);
  return `${number} stays held for what an earlier edit waits for`;
}

/** For a Sales Order that is cancelled: its flags mean nothing any more. */
export async function forgetFlags(number: string, doors: SwapDoors): Promise<void> {
  await doors.holds.forget(number);
  await doors.taken.forget(number);
}
