import { swapDoors } from "../../../../actions/peoplevox/swap-sales-order/swap-doors.ts";
import type { SwapDoors } from "../../../../actions/peoplevox/swap-sales-order/swap-doors.ts";
import { swapSalesOrders } from "../../../../actions/peoplevox/swap-sales-order/swap.ts";
import type { SwapRequest } from "../../../../actions/peoplevox/swap-sales-order/swap.ts";
import type { SwapReport } from "../../../../actions/peoplevox/swap-sales-order/swap-report.ts";
import type { RecordStore } from "../../../../components/lastedit/record-store.ts";
import { DEFAULT_SWAP_POLICY } from "../../../../domain/recreated-order/swap.rules.ts";
import type { SwapFinding } from "../../../../domain/recreated-order/swap-sides.ts";
import type { OrderRef } from "../../../../domain/recreated-order/order-trace.ts";
import { changesAfterPickingStarted, overlapsOnceApart } from "../../../../sandbox/warehouse/journal-checks.ts";
import type { ReleasableOverlap } from "../../../../sandbox/warehouse/journal-checks.ts";
import { anItem, aProfile } from "../../../support/order-builders.ts";
import { openWarehouseFloor } from "../../../support/warehouse-floor.ts";
import type { WarehouseFloor } from "../../../support/warehouse-floor.ts";

const ID: Readonly<Record<string, string>> = { "#1031": "5001", "#1031A": "5002", "#1031B": "5003", "#1031-1": "5004" };

/** An order that was created this many minutes after 09:00, and cancelled or not. */
export function ref(name: string, minutes: number, cancelled = false): OrderRef {
  const at = new Date(Date.UTC(2026, 10, 24, 9, minutes)).toISOString();
  return { id: ID[name] ?? name, name, createdAt: at, cancelledAt: cancelled ? at : null };
}

/** #1031 was recreated as #1031A. */
export function recreated(differs: Partial<SwapFinding> = {}): SwapFinding {
  const original = ref("#1031", 0, true);
  const replacement = ref("#1031A", 5);
  return {
    kind: "recreated",
    shop: "demo.myshopify.com",
    root: "#1031",
    because: "The older order is cancelled.",
    live: [replacement],
    cancelled: [original],
    openAndReplaced: [],
    steps: [{ original, replacement }],
    ...differs,
  };
}

/** #1031 is still open, and #1031A is there already. */
export function underWay(kind: "under-way" | "review" = "under-way"): SwapFinding {
  const original = ref("#1031", 0);
  const replacement = ref("#1031A", 5);
  return recreated({ kind, cancelled: [], openAndReplaced: [original], steps: [{ original, replacement }] });
}

export interface SwapFloor extends WarehouseFloor {
  readonly swapDoors: SwapDoors;
  /** Imports orders by name, one TEE each. */
  imported(...names: string[]): Promise<void>;
  /** @param store - In place of the floor's own records */
  swap(finding?: SwapFinding, differs?: Partial<SwapRequest>, store?: RecordStore): Promise<SwapReport>;
  /** Instants at which two Sales Orders of #1031 could be sent, once the first swap has kept them apart. */
  overlaps(): ReleasableOverlap[];
  changedAfterPicking(): unknown[];
}

export async function openSwapFloor(): Promise<SwapFloor> {
  const floor = await openWarehouseFloor();
  const { journal } = floor.sandbox.tenant.warehouse;
  const doorsOn = (store: RecordStore) => swapDoors(floor.warehouse, store, floor.sandbox.clientId, floor.doors.now);
  const doors = doorsOn(floor.store);
  let since = 0;
  let begun = false;
  return {
    ...floor,
    swapDoors: doors,
    async imported(...names) {
      for (const name of names) {
        await floor.importOrder(name.slice(1), [anItem("TEE", 1, "11")], {
          CustomerPurchaseOrderReferenceNumber: name,
        });
      }
      if (!begun) since = journal.entries().length;
    },
    swap(finding = recreated(), differs = {}, store = floor.store) {
      if (!begun) since = journal.entries().length;
      begun = true;
      const request = { finding, profile: aProfile(), policy: DEFAULT_SWAP_POLICY, importWaitMinutes: 60, ...differs };
      return swapSalesOrders(request, doorsOn(store));
    },
    overlaps: () => overlapsOnceApart(journal.entries(), (reference) => reference.replace(/^(#\d+).*$/, "$1"), since),
    changedAfterPicking: () => changesAfterPickingStarted(journal.entries()),
  };
}
