/**
 * Sales Order statuses by name, with the numbers that template searches use (`Status.Equals(5)`).
 * Assumption: the ids 1, 4 and 9 exist in Peoplevox under names that are not public; no order here ever has one.
 */
export const STATUS_IDS = {
  New: 0,
  Allocated: 2,
  Picked: 3,
  Despatched: 5,
  Cancelled: 6,
  "Partially allocated": 7,
  "Partially picked": 8,
} as const;

export type SalesOrderStatus = keyof typeof STATUS_IDS;

/** One line, with what the warehouse has done for it so far, in units. */
export interface SalesOrderLine {
  itemCode: string;
  /** The tenant's free line id; blank where none is kept. */
  line: string;
  quantityOrdered: number;
  /** Units of stock set aside, those already picked included. */
  quantityAllocated: number;
  quantityPicked: number;
  /** The other columns of the template "Sales order items", as stored texts. */
  fields: Record<string, string>;
}

/** What lies in a parcel. */
export interface ParcelLine {
  readonly itemCode: string;
  readonly line: string;
  readonly quantity: number;
}

export interface SalesOrder {
  readonly number: string;
  /** The columns of the template "Sales orders" but its key, `Status`, `OnHold` and `StopShip`, as stored texts. */
  fields: Record<string, string>;
  status: SalesOrderStatus;
  onHold: boolean;
  stopShip: boolean;
  lines: SalesOrderLine[];
  /** Milliseconds since 1970 UTC. */
  readonly importedAt: number;
  changedAt: number;
  /** Set at the packing bench. Assumption: packing is not a status of its own. */
  parcel: readonly ParcelLine[] | null;
  despatch: { readonly number: string; readonly at: number } | null;
}

/** `CustomerPurchaseOrderReferenceNumber`: shared by an order and its replacements. */
export function referenceOf(order: SalesOrder): string {
  return order.fields["CustomerPurchaseOrderReferenceNumber"] ?? "";
}

/** Whether a picker has confirmed anything, or the order is closed. */
export function workStarted(status: SalesOrderStatus): boolean {
  return status === "Partially picked" || status === "Picked" || status === "Despatched";
}

/** The status that follows from the lines. `Cancelled` and `Despatched` are final and are never derived. */
export function statusFromLines(lines: readonly SalesOrderLine[]): SalesOrderStatus {
  const wanted = lines.filter(({ quantityOrdered }) => quantityOrdered > 0);
  if (lines.some(({ quantityPicked }) => quantityPicked > 0)) {
    const complete = wanted.every((line) => line.quantityPicked >= line.quantityOrdered);
    return complete ? "Picked" : "Partially picked";
  }
  if (!wanted.some(({ quantityAllocated }) => quantityAllocated > 0)) return "New";
  const complete = wanted.every((line) => line.quantityAllocated >= line.quantityOrdered);
  return complete ? "Allocated" : "Partially allocated";
}
