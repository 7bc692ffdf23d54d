import type { Violation } from "./invariants.ts";
import type { JudgedWorld } from "./judge.ts";
import { areaOf, openExceptions } from "./open-exceptions.ts";
import { unitsOf } from "./wanted.ts";

type Lines = readonly { readonly lineItemId: number; readonly quantity: number }[];

/** Each refund or Return with which goods come back has exactly one RMA with its units, or somebody is told. */
export function judgeReturns({ peoplevox, shopify, durable }: JudgedWorld): Violation[] {
  const violations: Violation[] = [];
  const rows = (name: string) => [...peoplevox.tenant.template(name).rows()];
  const rmas = rows("RMAs").filter((row) => row["Status"] !== "Cancelled");
  const items = rows("RMA items");
  const unitsIn = (number: string): string =>
    unitsOf(
      items
        .filter((item) => item["RmaNumber"] === number)
        .map((item) => [item["ItemCode"] ?? "", Number(item["Quantity"])]),
    );
  const due = new Map<string, { readonly name: string; readonly units: string }>();
  for (const order of shopify.store.orders.values()) {
    const skus = new Map(order.lines.map(({ id, sku }) => [id, sku ?? ""]));
    const unitsBack = (lines: Lines): string =>
      unitsOf(lines.map(({ lineItemId, quantity }) => [skus.get(lineItemId) ?? "", quantity]));
    for (const { id, returnId, lines } of order.refunds) {
      const back = unitsBack(lines.filter(({ restockType }) => restockType === "RETURN"));
      if (returnId === null && back !== "") due.set(`REFUND-${id}`, { name: order.name, units: back });
    }
    for (const { id, status, lines } of order.returns) {
      const back = unitsBack(lines);
      if (["OPEN", "CLOSED"].includes(status)) due.set(`RETURN-${id}`, { name: order.name, units: back });
    }
  }
  for (const [number, { name, units }] of due) {
    const known = rmas.filter((row) => row["RmaNumber"] === number);
    const told = openExceptions(durable, name).some((one) => ["returns", "run"].includes(areaOf(one)));
    if ((known.length !== 1 || unitsIn(number) !== units) && !told) {
      violations.push({
        rule: "return-not-expected",
        words: `${number} of ${name}: ${units} come back, ${known.length} RMAs with ${unitsIn(number) || "nothing"}`,
      });
    }
  }
  for (const row of rmas) {
    const number = row["RmaNumber"] ?? "";
    const salesOrder = row["SalesOrderNumber"] ?? "";
    if (!due.has(number) && openExceptions(durable, salesOrder).every((one) => areaOf(one) !== "returns")) {
      violations.push({
        rule: "rma-for-nothing",
        words: `RMA ${number} of ${salesOrder} is for nothing that comes back`,
      });
    }
  }
  return violations;
}
