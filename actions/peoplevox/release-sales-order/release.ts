import type { ActionDoors } from "../shared/doors.ts";
import { releaseOwn } from "../shared/fence.ts";
import { readExisting } from "../hold-sales-order/hold.ts";

export interface ReleaseResult {
  readonly salesOrderNumber: string;
  readonly cleared: readonly ("OnHold" | "StopShip")[];
  /** Flags that stay because somebody else placed them. */
  readonly kept: readonly ("OnHold" | "StopShip")[];
  readonly summary: string;
}

/**
 * Clears flags on a Sales Order.
 *
 * @throws {ConfigurationError} When there is no such Sales Order. Nothing was changed.
 */
export async function release(
  salesOrderNumber: string,
  evenIfNotOurs: boolean,
  doors: ActionDoors,
): Promise<ReleaseResult> {
  const before = await readExisting(salesOrderNumber, doors);
  const set = (["OnHold", "StopShip"] as const).filter((flag) => (flag === "OnHold" ? before.onHold : before.stopShip));
  const own = await releaseOwn(salesOrderNumber, doors);
  const left = set.filter((flag) => !own.includes(flag));
  if (evenIfNotOurs && left.length > 0) {
    await doors.warehouse.saveHeader(salesOrderNumber, Object.fromEntries(left.map((flag) => [flag, "false"])));
  }
  const cleared = evenIfNotOurs ? set : set.filter((flag) => own.includes(flag));
  const kept = evenIfNotOurs ? [] : left;
  return { salesOrderNumber, cleared, kept, summary: inWords(salesOrderNumber, cleared, kept) };
}

function inWords(number: string, cleared: readonly string[], kept: readonly string[]): string {
  const done = cleared.length === 0 ? "had no hold to clear" : `is free of ${cleared.join(" and ")}`;
  const stays = kept.length === 0 ? "" : `; ${kept.join(" and ")} stays, since somebody else placed it`;
  return `Sales Order ${number} ${done}${stays}`;
}
