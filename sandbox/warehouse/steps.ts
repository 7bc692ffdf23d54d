import { z } from "zod";
import type { Random } from "../random.ts";
import { cancelInWarehouse, despatch, pack, pickAll, pickLine } from "./bench.ts";
import type { Refusal } from "./order-writes.ts";
import { allocate, allocateAll, type Warehouse } from "./warehouse.ts";

const salesOrderNumber = z.string().min(1);

/** One thing the warehouse is told to do now. */
export const warehouseStepSchema = z.discriminatedUnion("action", [
  z.strictObject({ action: z.literal("allocate"), salesOrderNumber: salesOrderNumber.optional() }),
  z.strictObject({
    action: z.literal("pick"),
    salesOrderNumber,
    itemCode: z.string().optional(),
    line: z.string().optional(),
    units: z.int().min(1).optional(),
  }),
  z.strictObject({ action: z.literal("pick-all"), salesOrderNumber }),
  z.strictObject({ action: z.literal("pack"), salesOrderNumber }),
  z.strictObject({ action: z.literal("despatch"), salesOrderNumber }),
  z.strictObject({ action: z.literal("cancel"), salesOrderNumber }),
]);

export type WarehouseStep = z.infer<typeof warehouseStepSchema>;

/** @returns why the warehouse would not, or `null` when it is done */
export function performStep(warehouse: Warehouse, random: Random, step: WarehouseStep): Refusal {
  if (step.salesOrderNumber === undefined) {
    allocateAll(warehouse);
    return null;
  }
  const order = warehouse.find(step.salesOrderNumber);
  if (order === undefined) return `There is no Sales Order ${step.salesOrderNumber}`;
  switch (step.action) {
    case "allocate":
      return allocate(warehouse, order) ? null : `Nothing could be allocated to Sales Order ${order.number}`;
    case "pick":
      return pickLine(warehouse, order, step);
    case "pick-all":
      return pickAll(warehouse, order);
    case "pack":
      return pack(warehouse, order);
    case "despatch":
      return despatch(warehouse, order, random);
    case "cancel":
      return cancelInWarehouse(warehouse, order);
  }
}
