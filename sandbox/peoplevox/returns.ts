import type { Clock } from "../clock.ts";
import type { Random } from "../random.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import type { RmaTemplates } from "./templates/rmas.ts";

/** Goods that came back, as the returns bench booked them. */
export interface ReceivedReturn {
  readonly returnCode: string;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  readonly salesOrderNumber: string;
  readonly itemCode: string;
  readonly quantity: number;
  readonly reason: string;
  readonly condition: string;
  readonly comments: string;
  readonly reusable: boolean;
}

export interface GoodsReturned {
  readonly salesOrderNumber: string;
  /** The RMA that announced the goods, which is completed by this. */
  readonly rmaNumber?: string | undefined;
  readonly items: readonly {
    readonly itemCode: string;
    readonly quantity: number;
    readonly reason?: string | undefined;
    readonly condition?: string | undefined;
    readonly comments?: string | undefined;
    readonly reusable?: boolean | undefined;
  }[];
}

export interface Returns {
  list(): readonly ReceivedReturn[];
  /** Books goods in; reusable ones go back on the shelf. @returns why it could not be done, or `null` */
  receive(goods: GoodsReturned): string | null;
}

export interface ReturnsOptions {
  readonly warehouse: Warehouse;
  readonly clock: Clock;
  readonly random: Random;
  readonly rmaTemplates: RmaTemplates | null;
  publish(received: ReceivedReturn): void;
}

export function createReturns({ warehouse, clock, random, rmaTemplates, publish }: ReturnsOptions): Returns {
  const received: ReceivedReturn[] = [];

  /**
   * Assumption: an RMA ends as "Completed" when exactly the announced units came, else "Completed with discrepancies".
   */
  const completeRma = (rmaNumber: string, items: GoodsReturned["items"]): string | null => {
    const rma = rmaTemplates?.rmas.find(rmaNumber);
    if (rmaTemplates === null || rma === undefined) return `There is no RMA ${rmaNumber}`;
    if (rma["Status"] !== "Open") return `RMA ${rmaNumber} is '${rma["Status"] ?? ""}', expected 'Open'`;
    const announced = [...rmaTemplates.items.rows()].filter((row) => row["RmaNumber"] === rmaNumber);
    const came = countByItem(items.map(({ itemCode, quantity }) => [itemCode, quantity]));
    const expected = countByItem(announced.map((row) => [row["ItemCode"] ?? "", Number(row["Quantity"])]));
    const exact = [...new Set([...came.keys(), ...expected.keys()])].every(
      (code) => came.get(code) === expected.get(code),
    );
    rmaTemplates.rmas.put({ ...rma, Status: exact ? "Completed" : "Completed with discrepancies" });
    return null;
  };

  return {
    list: () => received,
    receive({ salesOrderNumber, rmaNumber, items }) {
      const order = warehouse.find(salesOrderNumber);
      if (order?.status !== "Despatched") return `Sales order ${salesOrderNumber} is not despatched`;
      const refusal = rmaNumber === undefined ? null : completeRma(rmaNumber, items);
      if (refusal !== null) return refusal;
      for (const { itemCode, quantity, reason = "", condition = "", comments = "", reusable = true } of items) {
        const returnCode = `RET${random.hex(6).toUpperCase()}`;
        const at = clock.now();
        const entry = { returnCode, at, salesOrderNumber, itemCode, quantity, reason, condition, comments, reusable };
        received.push(entry);
        const { onHand } = warehouse.stock.level(itemCode);
        if (reusable) warehouse.stock.count(itemCode, onHand + quantity, "Return");
        publish(entry);
      }
      return null;
    },
  };
}

function countByItem(entries: readonly (readonly [string, number])[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [itemCode, quantity] of entries) counts.set(itemCode, (counts.get(itemCode) ?? 0) + quantity);
  return counts;
}
