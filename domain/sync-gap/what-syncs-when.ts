import { decideOrderEdit, WAREHOUSE_STATES } from "../order-edit/order-edit.rules.ts";
import type {
  Change,
  OrderEditFacts,
  OrderEditOutcome,
  OrderEditPolicy,
  WarehouseState,
} from "../order-edit/order-edit.rules.ts";
import { SALES_ORDER_FIELDS } from "../sales-order/sales-order.ts";
import type { SalesOrderField } from "../sales-order/sales-order.ts";
import type { LineRemoval } from "../sales-order/tenant-profile.ts";
import { FIELD_KEEPING } from "./field-sync.ts";
import type { FieldKeeping } from "./field-sync.ts";

/** What happens to one change, by where the warehouse is. */
export type Row = Readonly<Record<WarehouseState, OrderEditOutcome>>;

export interface SyncedField {
  readonly field: SalesOrderField;
  readonly keeping: FieldKeeping;
  /** `null` for a column that does not follow Shopify. */
  readonly row: Row | null;
}

const USUAL: Pick<OrderEditFacts, "rows" | "skus" | "replacement"> = {
  rows: "distinct",
  skus: "known",
  replacement: "possible",
};

/** What the order edit rules decide for one kind of change in each state of the warehouse, all SKUs being known. */
export function outcomesOf(change: Change, policy: OrderEditPolicy, lineRemoval: LineRemoval): Row {
  return Object.fromEntries(
    WAREHOUSE_STATES.map((warehouse) => [
      warehouse,
      decideOrderEdit({ ...policy, ...USUAL, warehouse, change, lineRemoval }).then,
    ]),
  ) as Row;
}

/** Every Sales Order column, and what happens when its value changes in Shopify. */
export function syncedFields(policy: OrderEditPolicy): SyncedField[] {
  return SALES_ORDER_FIELDS.map((field) => {
    const keeping = FIELD_KEEPING[field];
    const follows = keeping === "details" || keeping === "address";
    return { field, keeping, row: follows ? outcomesOf(keeping, policy, "none") : null };
  });
}
