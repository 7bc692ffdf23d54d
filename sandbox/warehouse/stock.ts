/** Stock of one item, in units. */
export interface StockLevel {
  onHand: number;
  /** Set aside for open Sales Orders, picked units included. */
  allocated: number;
}

/** What changed, for those who publish availability. */
export interface StockChange {
  readonly itemCode: string;
  readonly onHand: number;
  readonly allocated: number;
  readonly available: number;
  /** Change of `onHand`, in units. */
  readonly quantityChanged: number;
  readonly reason: string;
}

export interface Stock {
  level(itemCode: string): Readonly<StockLevel>;
  available(itemCode: string): number;
  /** Sets aside up to `wanted` units and returns how many it got. */
  allocate(itemCode: string, wanted: number): number;
  /** Gives back units that were set aside. */
  release(itemCode: string, units: number): void;
  /** Takes units that were set aside out of the building. */
  ship(itemCode: string, units: number): void;
  /** Sets what is on the shelf. */
  count(itemCode: string, onHand: number, reason: string): void;
}

/** @param publish - Called after each change, never for a change of nothing */
export function createStock(publish: (change: StockChange) => void): Stock {
  const levels = new Map<string, StockLevel>();
  const key = (itemCode: string): string => itemCode.toLowerCase();
  const level = (itemCode: string): StockLevel => levels.get(key(itemCode)) ?? { onHand: 0, allocated: 0 };

  const change = (itemCode: string, onHandBy: number, allocatedBy: number, reason: string): void => {
    if (onHandBy === 0 && allocatedBy === 0) return;
    const { onHand, allocated } = level(itemCode);
    const after = { onHand: onHand + onHandBy, allocated: allocated + allocatedBy };
    levels.set(key(itemCode), after);
    const available = after.onHand - after.allocated;
    publish({ itemCode, ...after, available, quantityChanged: onHandBy, reason });
  };
  const available = (itemCode: string): number => level(itemCode).onHand - level(itemCode).allocated;

  return {
    level,
    available,
    allocate(itemCode, wanted) {
      const units = Math.max(0, Math.min(wanted, available(itemCode)));
      change(itemCode, 0, units, "Sales order allocation");
      return units;
    },
    release: (itemCode, units) => change(itemCode, 0, -units, "Sales order"),
    ship: (itemCode, units) => change(itemCode, -units, -units, "Despatched"),
    count: (itemCode, onHand, reason) => change(itemCode, onHand - level(itemCode).onHand, 0, reason),
  };
}
