import { ConfigurationError } from "@pipedream/platform";
import type { EditHolds } from "../../../components/lastedit/edit-holds.ts";
import type { Warehouse } from "../../../components/peoplevox/warehouse.ts";
import { checkSkus, itemCodesOf } from "../../../domain/item-code/check-skus.ts";
import type { CheckedSku } from "../../../domain/item-code/check-skus.ts";
import type { OrderEditPolicy } from "../../../domain/order-edit/order-edit.rules.ts";
import { planSalesOrderChange } from "../../../domain/order-edit/plan-sales-order-change.ts";
import type { SalesOrderPlan } from "../../../domain/order-edit/plan-sales-order-change.ts";
import { desiredSalesOrder } from "../../../domain/sales-order/desired-sales-order.ts";
import type { DesiredSalesOrder } from "../../../domain/sales-order/desired-sales-order.ts";
import { metafieldsNotRead } from "../../../domain/sales-order/details.ts";
import type { ObservedSalesOrder } from "../../../domain/sales-order/sales-order.ts";
import type { OrderSnapshot } from "../../../domain/sales-order/order-snapshot.ts";
import type { TenantProfile } from "../../../domain/sales-order/tenant-profile.ts";

/** The systems a plan is read from and carried out on. */
export interface Doors {
  readonly warehouse: Warehouse;
  readonly holds: EditHolds;
  /** Milliseconds since 1970. */
  now(): number;
}

/** One order to bring to its final version, and how. */
export interface OrderToUpdate {
  readonly order: OrderSnapshot;
  readonly profile: TenantProfile;
  readonly policy: OrderEditPolicy;
  /** How long after its last change an order may still be missing in Peoplevox, in minutes. */
  readonly importWaitMinutes: number;
  /** Name of the order that took this one's place, when it was recreated. */
  readonly replacedBy: string | null;
}

export interface Situation {
  readonly desired: DesiredSalesOrder;
  readonly plan: SalesOrderPlan;
}

/** Checks the order's SKUs against ItemCodes; lines that ship nothing are left out. */
export async function readSkus(
  order: OrderSnapshot,
  profile: TenantProfile,
  warehouse: Warehouse,
): Promise<CheckedSku[]> {
  const known = await warehouse.findItems(itemCodesOf(order.lines, profile.itemCode));
  return checkSkus(order.lines, profile.itemCode, known);
}

/**
 * Reads the warehouse's side of an order and decides. Changes nothing.
 *
 * @param known - The order's Sales Orders, when they were read just before; left out, they are read
 * @throws {ConfigurationError} When a template names a metafield that the order was read without
 */
export async function readSituation(
  request: OrderToUpdate,
  doors: Doors,
  known?: readonly ObservedSalesOrder[],
): Promise<Situation> {
  const { order, profile, policy, replacedBy } = request;
  refuseUnreadMetafields(order, profile);
  const desired = desiredSalesOrder(order, profile);
  const [salesOrders, skus] = await Promise.all([
    known ?? doors.warehouse.findLineage(desired),
    policy.scope === "details" ? [] : readSkus(order, profile, doors.warehouse),
  ]);
  const records = await doors.holds.recordsOf(salesOrders.map(({ salesOrderNumber }) => salesOrderNumber));
  const missingForMs = doors.now() - Date.parse(order.updatedAt);
  const plan = planSalesOrderChange({
    desired,
    salesOrders,
    records,
    skus,
    profile,
    policy,
    missingTooLong: missingForMs > request.importWaitMinutes * 60_000,
    replacedBy,
  });
  return { desired, plan };
}

/** A column that is left out because nobody read its metafield would stay wrong for ever, and nobody would know. */
function refuseUnreadMetafields(order: OrderSnapshot, profile: TenantProfile): void {
  const unread = metafieldsNotRead(order, profile);
  if (unread.length === 0) return;
  throw new ConfigurationError(
    `The tenant profile's templates name the metafields ${unread.join(", ")}, and order ${order.name} was read without them. Add them to "Order metafields" of Get Current Order. Nothing was changed.`,
  );
}
