import { unitsOf } from "./systems.ts";
import type { BothSystems } from "./systems.ts";

/** Whether the returns bench awaits exactly what comes back. */
export interface ReturnsVerdict {
  /** Refunds and Returns with which goods come back. */
  readonly returning: number;
  /** Those that no RMA announces, but for goods that Shopify says have come and been dealt with. */
  readonly unannounced: readonly unknown[];
  /** RMAs for nothing, a second one for the same goods, or one with other units. */
  readonly wronglyAnnounced: readonly unknown[];
}

/** Compares RMAs, which are named for the refund or Return they were made for, with what Shopify says comes back. */
export function judgeReturns(systems: BothSystems): ReturnsVerdict {
  const expected = comingBack(systems);
  const rmas = systems.rmas
    .filter((row) => row["Status"] !== "Cancelled")
    .map((row) => {
      const number = row["RmaNumber"] ?? "";
      const items = systems.rmaItems.filter((item) => item["RmaNumber"] === number);
      return { number, units: unitsOf(items.map((item) => [item["ItemCode"] ?? "", Number(item["Quantity"])])) };
    });
  const announced = new Set(rmas.map(({ number }) => number));
  const dealtWith = new Set(
    systems.returns
      .filter(({ lines }) => lines.every(({ quantity, processedQuantity }) => processedQuantity >= quantity))
      .map(({ id }) => `RETURN-${id}`),
  );
  return {
    returning: expected.size,
    unannounced: [...expected].filter(([number]) => !announced.has(number) && !dealtWith.has(number)),
    wronglyAnnounced: rmas.filter(
      ({ number, units }, index) =>
        expected.get(number) !== units || rmas.findIndex((other) => other.number === number) !== index,
    ),
  };
}

/** Units by the number that their RMA should have. */
function comingBack({ orders, returns }: BothSystems): Map<string, string> {
  const skus = new Map(orders.flatMap(({ lines }) => lines.map(({ id, sku }) => [id, sku])));
  const unitsOfLines = (lines: readonly { readonly lineItemId: number; readonly quantity: number }[]): string =>
    unitsOf(lines.map(({ lineItemId, quantity }) => [skus.get(lineItemId) ?? "", quantity]));
  const refunds = orders
    .flatMap((order) => order.refunds)
    .filter(({ returnId }) => returnId === null)
    .map(({ id, lines }) => {
      const back = lines.filter(({ restockType }) => restockType === "RETURN");
      return [`REFUND-${id}`, unitsOfLines(back)] as const;
    });
  const opened = returns
    .filter(({ status }) => !["REQUESTED", "DECLINED", "CANCELED"].includes(status))
    .map(({ id, lines }) => [`RETURN-${id}`, unitsOfLines(lines)] as const);
  return new Map([...refunds, ...opened].filter(([, units]) => units !== ""));
}
