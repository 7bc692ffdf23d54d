import type { HoldRecord } from "../../domain/order-edit/lineage.ts";
import { createHoldLedger } from "./hold-ledger.ts";
import type { HoldLedger } from "./hold-ledger.ts";
import type { RecordStore } from "./record-store.ts";

/** Holds of everything but swaps, and what a swap of recreated orders has to do with them. */
export interface EditHolds extends HoldLedger {
  /** Where a swap holds the Sales Order: it stays held for us when the swap lets go. Anybody else's hold is theirs. */
  goOnAfterSwap(record: HoldRecord): Promise<void>;
  /**
   * It need not stay held for us when a swap lets go. Our own flags are another matter.
   *
   * @returns Whether a swap holds it: then the swap lets go or tells a person, and the hold is nobody else's
   */
  leaveToSwap(salesOrderNumber: string): Promise<boolean>;
}

/**
 * What an edit forgets, it also forgets where a swap has taken it over meanwhile: nobody waits for it any more.
 *
 * @param store - Where records are kept
 * @param clientId - Peoplevox client id
 */
export function createEditHolds(store: RecordStore, clientId: string): EditHolds {
  const holds = createHoldLedger(store, clientId);
  const { ofSwaps, taken } = createSwapLedgers(store, clientId);
  return {
    ...holds,
    async forget(number) {
      await holds.forget(number);
      await taken.forget(number);
    },
    async leaveToSwap(number) {
      await taken.forget(number);
      return (await ofSwaps.recordsOf([number])).length > 0;
    },
    async goOnAfterSwap(record) {
      const [held] = await ofSwaps.recordsOf([record.salesOrderNumber]);
      if (held !== undefined) await taken.remember(record);
    },
  };
}

/** Flags that swaps placed, and those that they took over from others, to be handed back. */
export const createSwapLedgers = (store: RecordStore, clientId: string) => ({
  ofSwaps: createHoldLedger(store, `swap/${clientId}`),
  taken: createHoldLedger(store, `swap-taken/${clientId}`),
});
