import type { Order } from "../../sandbox/shopify/model/records.ts";
import type { Violation } from "./invariants.ts";
import type { JudgedWorld } from "./judge.ts";
import { areaOf, openExceptions } from "./open-exceptions.ts";
import { unitsOf } from "./wanted.ts";

type Lines = readonly { readonly lineItemId: number; readonly quantity: number }[];

/** A refund or Return with which goods come back, by the number that its RMA should have. */
interface Due {
  readonly number: string;
  readonly lines: Lines;
}

/**
 * Each refund or Return with which goods come back has exactly one RMA with its units, or somebody is told. Where
 * refunds and Returns together take back more than was sent, the RMAs must not: which of them is meant, nobody knows.
 */
export function judgeReturns({ peoplevox, shopify, durable }: JudgedWorld): Violation[] {
  const rows = (name: string) => [...peoplevox.tenant.template(name).rows()];
  const rmas = rows("RMAs").filter((row) => row["Status"] !== "Cancelled");
  const items = rows("RMA items");
  const unitsIn = (numbers: readonly string[]) =>
    items
      .filter((item) => numbers.includes(item["RmaNumber"] ?? ""))
      .map((item) => [item["ItemCode"] ?? "", Number(item["Quantity"])] as const);
  const numbersDue = new Set<string>();

  const ofOrders = [...shopify.store.orders.values()].flatMap((order) => {
    const due = comingBack(order);
    for (const { number } of due) numbersDue.add(number);
    if (openExceptions(durable, order.name).some((one) => ["returns", "run"].includes(areaOf(one)))) return [];
    const sent = unitsSent(order);
    const claimed = unitsBack(order, [...due, ...requested(order)]);
    if (mayMeanTheSame(order) || [...claimed].some(([sku, units]) => units > (sent.get(sku) ?? 0))) {
      const live = due.map(({ number }) => number).filter((number) => rmas.some((row) => row["RmaNumber"] === number));
      return tooMuch(order, sent, unitsIn(live));
    }
    return due.flatMap((one) => {
      const known = rmas.filter((row) => row["RmaNumber"] === one.number).length;
      const units = unitsOf(unitsIn([one.number]));
      const found = known === 1 ? units : `${units} (${known} RMAs)`;
      return different(`${one.number} of ${order.name}`, unitsOf(unitsBack(order, [one])), found);
    });
  });

  const forNothing = rmas
    .map((row) => row["RmaNumber"] ?? "")
    .filter((number) => !numbersDue.has(number))
    .filter((number) => openExceptions(durable).every((one) => areaOf(one) !== "returns" && number !== ""))
    .map((number) => ({ rule: "rma-for-nothing", words: `RMA ${number} is for nothing that comes back` }));
  return [...ofOrders, ...forNothing];
}

function tooMuch(
  { name }: Order,
  sent: ReadonlyMap<string, number>,
  expected: readonly (readonly [string, number])[],
): Violation[] {
  const units = new Map<string, number>();
  for (const [sku, quantity] of expected) units.set(sku, (units.get(sku) ?? 0) + quantity);
  return [...units]
    .filter(([sku, quantity]) => quantity > (sent.get(sku) ?? 0))
    .map(([sku, quantity]) => ({
      rule: "return-not-expected",
      words: `${name}: ${quantity} ${sku} are expected back, ${sent.get(sku) ?? 0} were sent`,
    }));
}

const different = (whose: string, wanted: string, found: string): Violation[] =>
  wanted === found
    ? []
    : [{ rule: "return-not-expected", words: `${whose}: ${wanted} come back, expected is ${found || "nothing"}` }];

function comingBack({ refunds, returns }: Order): Due[] {
  const ofRefunds = refunds
    .filter(({ returnId }) => returnId === null)
    .map(({ id, lines }) => ({
      number: `REFUND-${id}`,
      lines: lines.filter(({ restockType }) => restockType === "RETURN"),
    }));
  const ofReturns = returns
    .filter(({ status }) => ["OPEN", "CLOSED"].includes(status))
    .map(({ id, lines }) => ({ number: `RETURN-${id}`, lines }));
  return [...ofRefunds, ...ofReturns].filter(({ lines }) => lines.length > 0);
}

/** A refund of a line that a Return is about too: whether both mean the same goods, Shopify does not say. */
function mayMeanTheSame({ refunds, returns }: Order): boolean {
  const told = new Set(
    returns
      .filter(({ status }) => !["DECLINED", "CANCELED"].includes(status))
      .flatMap(({ lines }) => lines.map(({ lineItemId }) => lineItemId)),
  );
  return refunds.some(({ returnId, lines }) => returnId === null && lines.some((line) => told.has(line.lineItemId)));
}

/** Customers have asked for these; nobody has approved them yet. */
const requested = ({ returns }: Order): Due[] =>
  returns.filter(({ status }) => status === "REQUESTED").map(({ id, lines }) => ({ number: `RETURN-${id}`, lines }));

function unitsBack(order: Order, due: readonly Due[]): Map<string, number> {
  return bySku(
    order,
    due.flatMap(({ lines }) => lines),
  );
}

const unitsSent = (order: Order): Map<string, number> =>
  bySku(
    order,
    order.fulfillments.flatMap(({ lines }) => lines),
  );

function bySku({ lines: orderLines }: Order, lines: Lines): Map<string, number> {
  const units = new Map<string, number>();
  for (const { lineItemId, quantity } of lines) {
    const sku = orderLines.find(({ id }) => id === lineItemId)?.sku ?? "";
    units.set(sku, (units.get(sku) ?? 0) + quantity);
  }
  return units;
}
