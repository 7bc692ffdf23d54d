import { expect } from "@jest/globals";
import type { OrderToUpdate } from "../../../../actions/peoplevox/shared/situation.ts";
import { DEFAULT_POLICY } from "../../../../domain/order-edit/order-edit.rules.ts";
import type { OrderSnapshot } from "../../../../domain/sales-order/order-snapshot.ts";
import { aLine, anItem, anOrder, aProfile } from "../../../support/order-builders.ts";
import { openWarehouseFloor } from "../../../support/warehouse-floor.ts";
import type { WarehouseFloor } from "../../../support/warehouse-floor.ts";

/** A floor with Sales Order 1001 of two TEE, allocated. */
export async function openWithOrder(...profiles: Parameters<typeof openWarehouseFloor>): Promise<WarehouseFloor> {
  const floor = await openWarehouseFloor(...profiles);
  await floor.importOrder("1001", [anItem("TEE", 2, "11")]);
  expect(floor.look("1001")).toMatchObject({ status: "Allocated", onHold: false });
  return floor;
}

/** Whatever a test did, no started pick was changed, one Sales Order at most could be sent, and each fault struck. */
export async function closeUnharmed(floor: WarehouseFloor): Promise<void> {
  expect(floor.breaches()).toEqual({ changedAfterPicking: [], severalReleasable: [] });
  expect(floor.sandbox.tenant.faults.list()).toEqual([]);
  await floor.close();
}

export function request(order: OrderSnapshot, differs: Partial<OrderToUpdate> = {}): OrderToUpdate {
  return { order, profile: aProfile(), policy: DEFAULT_POLICY, importWaitMinutes: 60, replacedBy: null, ...differs };
}

const hat = aLine({ id: "12", sku: "HAT", title: "Hat", currentQuantity: 1 });
/** A HAT stands in for the two TEE. */
export const removed = anOrder({ lines: [aLine({ quantity: 2, currentQuantity: 0 }), hat] });
/** A HAT came on top. */
export const added = anOrder({ lines: [aLine(), hat] });
