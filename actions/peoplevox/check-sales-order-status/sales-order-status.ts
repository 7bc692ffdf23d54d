import type { ObservedSalesOrder } from "../../../domain/sales-order/sales-order.ts";
import { statusPhase } from "../../../domain/sales-order/status-phase.ts";
import type { StatusPhase } from "../../../domain/sales-order/status-phase.ts";
import type { TenantProfile } from "../../../domain/sales-order/tenant-profile.ts";

/** One Sales Order with the phase its status stands for. */
export interface SalesOrderStatus extends ObservedSalesOrder {
  readonly phase: StatusPhase;
}

/** What the warehouse has of an order. `found` is false when it has nothing. */
export interface OrderStatus {
  readonly found: boolean;
  /** Work has started on at least one Sales Order that is not cancelled. */
  readonly workStarted: boolean;
  readonly salesOrders: readonly SalesOrderStatus[];
}

export function statusOf(found: readonly ObservedSalesOrder[], profile: TenantProfile): OrderStatus {
  const salesOrders = found.map((salesOrder) => ({
    ...salesOrder,
    phase: statusPhase(salesOrder.status, profile.statusPhases),
  }));
  return {
    found: salesOrders.length > 0,
    workStarted: salesOrders.some(({ phase }) => phase !== "not-started" && phase !== "cancelled"),
    salesOrders,
  };
}

/** `1001 is Allocated, on hold` */
export function inWords({ salesOrders }: OrderStatus): string {
  if (salesOrders.length === 0) return "No Sales Order in Peoplevox";
  return salesOrders
    .map(({ salesOrderNumber, status, onHold, stopShip }) => {
      const flags = `${onHold ? ", on hold" : ""}${stopShip ? ", parcel stopped" : ""}`;
      return `Sales Order ${salesOrderNumber} is ${status}${flags}`;
    })
    .join("; ");
}
