import { cancelRefusal, deleteRefusal, headerEditRefusal } from "./edit-rules.ts";
import { changed, putEverythingBack, type Refusal, type RowSource } from "./order-writes.ts";
import type { SalesOrder } from "./sales-order.ts";
import type { Warehouse } from "./warehouse.ts";

const flagText = (flag: boolean): string => (flag ? "True" : "False");

function createOrder(warehouse: Warehouse, salesOrderNumber: string): SalesOrder {
  const now = warehouse.clock.now();
  return {
    number: salesOrderNumber,
    fields: {},
    status: "New",
    onHold: false,
    stopShip: false,
    lines: [],
    importedAt: now,
    changedAt: now,
    parcel: null,
    despatch: null,
  };
}

/**
 * Creates or changes a Sales Order's header.
 *
 * @param cells - Checked texts by column, the key left out; `Status` may only be `Cancelled` or blank (no change)
 */
export function saveHeader(
  warehouse: Warehouse,
  salesOrderNumber: string,
  cells: Readonly<Record<string, string>>,
  source: RowSource,
): Refusal {
  const existing = warehouse.find(salesOrderNumber);
  const { Status: status = "", OnHold: onHold, StopShip: stopShip, ...fields } = cells;
  const cancels = status !== "";
  const columns = Object.keys(cells).filter((column) => column !== "Status");
  if (existing !== undefined) {
    const { refusesEditsOncePicked } = warehouse.rules;
    const refusal =
      (cancels ? cancelRefusal(existing, refusesEditsOncePicked) : null) ??
      headerEditRefusal(existing, columns, refusesEditsOncePicked);
    if (refusal !== null) return refusal;
  }

  const order = existing ?? createOrder(warehouse, salesOrderNumber);
  const trackingBefore = order.fields["DespatchTrackingNumber"] ?? "";
  warehouse.record(order, source.by, () => {
    warehouse.add(order);
    const changes = Object.entries(fields).flatMap(([column, after]) =>
      changed(column, existing === undefined ? null : (order.fields[column] ?? ""), after),
    );
    order.fields = { ...order.fields, ...fields };
    if (onHold !== undefined) {
      changes.push(...changed("OnHold", flagText(order.onHold), onHold));
      order.onHold = onHold === "True";
    }
    if (stopShip !== undefined) {
      changes.push(...changed("StopShip", flagText(order.stopShip), stopShip));
      order.stopShip = stopShip === "True";
    }
    if (cancels) {
      changes.push(...changed("Status", order.status, "Cancelled"));
      if (order.status !== "Cancelled") putEverythingBack(warehouse, order);
      order.status = "Cancelled";
    }
    return { kind: "write-accepted", template: source.template, action: source.action, changes };
  });
  if (source.action === 0) warehouse.queueForAllocation(order);
  const tracking = order.fields["DespatchTrackingNumber"] ?? "";
  if (tracking !== "" && tracking !== trackingBefore) warehouse.publish({ kind: "tracking-number-received", order });
  return null;
}

/** Removes a Sales Order (Action 2). */
export function deleteOrder(warehouse: Warehouse, salesOrderNumber: string, source: RowSource): Refusal {
  const order = warehouse.find(salesOrderNumber);
  if (order === undefined) return `SalesOrder : Sales order '${salesOrderNumber}' does not exist`;
  const refusal = deleteRefusal(order);
  if (refusal !== null) return refusal;

  warehouse.record(order, source.by, () => {
    putEverythingBack(warehouse, order);
    warehouse.remove(order);
    const changes = changed("SalesOrderNumber", order.number, null);
    return { kind: "write-accepted", template: source.template, action: source.action, changes };
  });
  return null;
}
