import { createSwapLedgers } from "../../../components/lastedit/edit-holds.ts";
import { createHoldLedger } from "../../../components/lastedit/hold-ledger.ts";
import type { HoldLedger } from "../../../components/lastedit/hold-ledger.ts";
import type { RecordStore } from "../../../components/lastedit/record-store.ts";
import type { SwapFinding } from "../../../domain/recreated-order/swap-sides.ts";
import type { Warehouse } from "../../../components/peoplevox/warehouse.ts";

/** The recreated order that a hold is for: shop and root, as its record names it. */
export const swapOf = ({ shop, root }: Pick<SwapFinding, "shop" | "root">): string => `${shop} ${root}`;

/** Has each hold's record name the recreated order it is for, so that it is found again whatever is found later. */
export function doorsFor(finding: SwapFinding, doors: SwapDoors): SwapDoors {
  const remember: HoldLedger["remember"] = (record) => doors.holds.remember({ ...record, swapOf: swapOf(finding) });
  return { ...doors, holds: { ...doors.holds, remember } };
}

/** The systems a swap works on. */
export interface SwapDoors {
  readonly warehouse: Warehouse;
  /**
   * Flags placed by a swap. They are kept apart from those of other actions: an edit of the new order that comes in
   * between would otherwise take the hold for its own and release it.
   */
  readonly holds: HoldLedger;
  /** Flags placed by LastEdit's other actions. */
  readonly others: HoldLedger;
  /** Flags of other actions that a swap has taken over, to be handed back. */
  readonly taken: HoldLedger;
  /** Milliseconds since 1970. */
  now(): number;
}

export function swapDoors(warehouse: Warehouse, store: RecordStore, clientId: string, now: () => number): SwapDoors {
  const { ofSwaps, taken } = createSwapLedgers(store, clientId);
  return { warehouse, holds: ofSwaps, others: createHoldLedger(store, clientId), taken, now };
}
