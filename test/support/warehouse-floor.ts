import { createEditHolds } from "../../components/lastedit/edit-holds.ts";
import type { RecordStore } from "../../components/lastedit/record-store.ts";
import { warehouseFor } from "../../components/peoplevox/shared-warehouse.ts";
import type { Warehouse } from "../../components/peoplevox/warehouse.ts";
import type { SalesOrderFields, SalesOrderItem } from "../../domain/sales-order/sales-order.ts";
import { createPeoplevoxSandbox } from "../../sandbox/peoplevox/index.ts";
import type { PeoplevoxSandbox } from "../../sandbox/peoplevox/index.ts";
import { faultSchema } from "../../sandbox/peoplevox/faults.ts";
import { changesAfterPickingStarted, releasableOverlaps } from "../../sandbox/warehouse/journal-checks.ts";
import { performStep } from "../../sandbox/warehouse/steps.ts";
import type { WarehouseStep } from "../../sandbox/warehouse/steps.ts";
import type { Doors } from "../../actions/peoplevox/shared/situation.ts";
import { memoryRecordStore } from "./memory-record-store.ts";

/** A Peoplevox sandbox with a merchant's warehouse, and what an action needs to work on it. */
export interface WarehouseFloor {
  readonly sandbox: PeoplevoxSandbox;
  readonly warehouse: Warehouse;
  readonly store: RecordStore;
  readonly doors: Doors;
  /** The connection as component props. */
  readonly props: Readonly<Record<string, unknown>>;
  /** What the importing integration does: header first, then items. */
  importOrder(number: string, items: readonly SalesOrderItem[], fields?: SalesOrderFields): Promise<void>;
  step(step: WarehouseStep): void;
  /** Something that goes wrong at the next matching request. */
  fault(fault: Record<string, unknown>): void;
  /** Lines by ItemCode, as the warehouse has them; `null` when there is no such Sales Order. */
  look(number: string): { status: string; onHold: boolean; stopShip: boolean; units: Record<string, number> } | null;
  /** Breaches of what must never happen; both lists should be empty. */
  breaches(): { changedAfterPicking: unknown[]; severalReleasable: unknown[] };
  close(): Promise<void>;
}

/**
 * @param profile - The sandbox's own profile; by default it takes edits even after picking, so that only the
 * client's fence stands between a change and a started pick
 * @param tenantProfile - What the client is told about the tenant
 */
export async function openWarehouseFloor(
  profile: Record<string, unknown> = {},
  tenantProfile: Record<string, unknown> = {},
): Promise<WarehouseFloor> {
  const sandbox = createPeoplevoxSandbox({
    rateLimit: false,
    profile: {
      refusesEditsOncePicked: false,
      lineRemoval: "quantity-0",
      items: ["TEE", "HAT", "MUG", "TEE-RED-M"].map((ItemCode) => ({ ItemCode, Name: ItemCode })),
      ...profile,
    },
  });
  await sandbox.listen();
  const { clientId, username, password } = sandbox;
  const tenant = {
    usesLine: true,
    lineRemoval: "quantity-0",
    requestBudget: { requests: 1_000, perMs: 1_000 },
    ...tenantProfile,
  };
  const warehouse = warehouseFor({ url: sandbox.url, clientId, username, password, profile: tenant }).warehouse;
  const store = memoryRecordStore();
  const floor = sandbox.tenant.warehouse;

  return {
    sandbox,
    warehouse,
    store,
    doors: { warehouse, holds: createEditHolds(store, clientId), now: () => Date.parse("2026-11-24T09:10:00Z") },
    props: {
      peoplevoxUrl: sandbox.url,
      peoplevoxClientId: clientId,
      peoplevoxUsername: username,
      peoplevoxPassword: password,
      peoplevoxProfile: tenant,
      lasteditStore: store,
    },
    async importOrder(number, items, fields = {}) {
      await warehouse.saveHeader(number, { CustomerPurchaseOrderReferenceNumber: `#${number}`, ...fields });
      await warehouse.saveItems(number, items);
      floor.settle();
    },
    step(step) {
      const refusal = performStep(floor, sandbox.tenant.random, step);
      if (refusal !== null) throw new Error(`The warehouse would not: ${refusal}`);
    },
    fault: (fault) => sandbox.tenant.faults.add(faultSchema.parse(fault)),
    look(number) {
      const order = floor.find(number);
      if (order === undefined) return null;
      const units: Record<string, number> = {};
      for (const { itemCode, quantityOrdered } of order.lines) {
        if (quantityOrdered > 0) units[itemCode] = (units[itemCode] ?? 0) + quantityOrdered;
      }
      return { status: order.status, onHold: order.onHold, stopShip: order.stopShip, units };
    },
    breaches() {
      const entries = floor.journal.entries();
      return {
        changedAfterPicking: changesAfterPickingStarted(entries),
        severalReleasable: releasableOverlaps(entries),
      };
    },
    close: () => sandbox.close(),
  };
}
