/** A shop's order, as the sandbox's control API tells it. */
export interface ShopOrder {
  readonly id: number;
  readonly name: string;
  readonly cancelledAt: string | null;
  readonly customAttributes: readonly { readonly key: string; readonly value: string }[];
  readonly lines: readonly {
    readonly id: number;
    readonly sku: string;
    readonly currentQuantity: number;
    readonly unfulfilledQuantity: number;
    readonly fulfilledQuantity: number;
    readonly requiresShipping: boolean;
  }[];
  readonly refunds: readonly {
    readonly id: number;
    readonly returnId: number | null;
    readonly lines: readonly { readonly lineItemId: number; readonly quantity: number; readonly restockType: string }[];
  }[];
}

/** A Return of an order, as it was last told. */
export interface ShopReturn {
  readonly id: number;
  readonly status: string;
  readonly lines: readonly {
    readonly lineItemId: number;
    readonly quantity: number;
    readonly processedQuantity: number;
  }[];
}

/** A Sales Order, as the control API tells it. */
export interface WarehouseOrder {
  readonly number: string;
  readonly status: string;
  readonly onHold: boolean;
  readonly stopShip: boolean;
  readonly fields: Readonly<Record<string, string>>;
  readonly items: readonly { readonly itemCode: string; readonly quantityOrdered: number }[];
}

/** A product of the shop. */
export interface Variant {
  readonly sku: string;
  readonly knownToWarehouse: boolean;
  readonly requiresShipping: boolean;
}

/** Both systems once everything has come to rest. */
export interface BothSystems {
  readonly orders: readonly ShopOrder[];
  readonly returns: readonly ShopReturn[];
  readonly salesOrders: readonly WarehouseOrder[];
  /** RMAs, and their lines, by documented columns. */
  readonly rmas: readonly Readonly<Record<string, string>>[];
  readonly rmaItems: readonly Readonly<Record<string, string>>[];
  /** What left the building, by Sales Order number. */
  readonly parcels: Readonly<Record<string, readonly { readonly itemCode: string; readonly quantity: number }[]>>;
}

/** `#1031` for `#1031B`: what an order and its recreations have in common. */
export const rootOf = (nameOrNumber: string): string => nameOrNumber.replace(/[A-Z]$/, "");

/** `2 SHIRT, 1 HAT` in a fixed order, so that it can be compared; nothing gives an empty text. */
export function unitsOf(lines: readonly (readonly [string, number])[]): string {
  const units = new Map<string, number>();
  for (const [code, quantity] of lines) if (quantity > 0) units.set(code, (units.get(code) ?? 0) + quantity);
  return [...units]
    .map(([code, quantity]) => `${quantity} ${code}`)
    .sort()
    .join(", ");
}

export function countBy(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
