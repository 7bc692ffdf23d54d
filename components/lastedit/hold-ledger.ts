import type { HoldRecord } from "../../domain/order-edit/lineage.ts";
import { recordsUnder } from "./record-store.ts";
import type { RecordStore } from "./record-store.ts";

/** Remembers which holds are LastEdit's own. A record is written before its hold is placed. */
export interface HoldLedger {
  /** Records of those Sales Orders that have one. */
  recordsOf(salesOrderNumbers: readonly string[]): Promise<HoldRecord[]>;
  /** Records of holds that were placed for one recreated order. */
  recordsFor(swapOf: string): Promise<HoldRecord[]>;
  /** Adds flags to the Sales Order's record, or begins one. */
  remember(record: HoldRecord): Promise<void>;
  forget(salesOrderNumber: string): Promise<void>;
}

/**
 * @param store - Where records are kept
 * @param clientId - Peoplevox client id: Sales Order numbers are unique within one tenant only
 */
export function createHoldLedger(store: RecordStore, clientId: string): HoldLedger {
  const prefix = `hold/${clientId}/`;
  const keyOf = (salesOrderNumber: string): string => `${prefix}${salesOrderNumber}`;
  const read = async (salesOrderNumber: string): Promise<HoldRecord | null> =>
    ((await store.get(keyOf(salesOrderNumber))) ?? null) as HoldRecord | null;

  return {
    async recordsOf(salesOrderNumbers) {
      const records = await Promise.all(salesOrderNumbers.map(read));
      return records.filter((record) => record !== null);
    },
    async recordsFor(swapOf) {
      const records = await recordsUnder(store, prefix);
      return records.map(([, record]) => record as HoldRecord).filter((record) => record.swapOf === swapOf);
    },
    async remember(record) {
      const before = await read(record.salesOrderNumber);
      const flags = [...new Set([...(before?.flags ?? []), ...record.flags])];
      await store.set(keyOf(record.salesOrderNumber), {
        ...record,
        flags,
        replaces: record.replaces ?? before?.replaces ?? null,
        ...(before?.handedOn === true ? { handedOn: true } : {}),
      });
    },
    async forget(salesOrderNumber) {
      await store.delete(keyOf(salesOrderNumber));
    },
  };
}
