import type { Order } from "../../sandbox/shopify/model/records.ts";
import type { Store } from "../../sandbox/shopify/model/store.ts";
import type { OpenException } from "../../domain/exceptions/exception.ts";
import type { Violation } from "./invariants.ts";
import type { JudgedWorld } from "./judge.ts";
import { areaOf, openExceptions } from "./open-exceptions.ts";
import type { Scenario } from "./scenario.ts";
import { unitsOf } from "./wanted.ts";

/** Where a tenant's announcements are: their template, that of their items, and the column with the number. */
const DOCUMENTS = {
  "rma-templates": ["RMAs", "RMA items", "RmaNumber"],
  "purchase-orders": ["Purchase orders", "Purchase order items", "PurchaseOrderNumber"],
  none: ["RMAs", "RMA items", "RmaNumber"],
} as const;

type Lines = readonly { readonly lineItemId: number; readonly quantity: number }[];

/** A refund or Return with which goods come back, by the number that its RMA should have. */
interface Due {
  readonly number: string;
  readonly lines: Lines;
  /** Whether it depends on when we looked: then an RMA with these units is as right as none. */
  readonly maybe: boolean;
}

/**
 * Each refund or Return with which goods come back has exactly one RMA with its units, or somebody is told. Where
 * refunds and Returns together take back more than was sent, the RMAs must not: which of them is meant, nobody knows.
 */
export function judgeReturns({ peoplevox, shopify, durable, scenario }: JudgedWorld): Violation[] {
  const [headers, rowsOfItems, key] = DOCUMENTS[scenario.tenant.returns];
  const rows = (name: string) => [...peoplevox.tenant.template(name).rows()];
  const rmas = rows(headers).filter((row) => row["Status"] !== "Cancelled");
  const items = rows(rowsOfItems);
  const unitsIn = (numbers: readonly string[]) =>
    items
      .filter((item) => numbers.includes(item[key] ?? ""))
      .map((item) => [item["ItemCode"] ?? "", Number(item["Quantity"])] as const);
  const numbersDue = new Set<string>();

  const ofOrders = [...shopify.store.orders.values()].flatMap((order) => {
    const due = comingBack(order, scenario.returns, shopify.store.locations);
    for (const { number } of due) numbersDue.add(number);
    const told = openExceptions(durable, order.name).filter(isTold);
    const wrong = judgeReturnsOf(order, due);
    if (told.length === 0) return wrong;
    const isOthers = told.every(({ orderName }) => orderName !== order.name);
    if (isOthers || told.some(({ kind }) => kind !== "rma-missing")) return [];
    if (wrong.length > 0 || !areInStep(order, due)) return [];
    return [{ rule: "stale-exception", words: `the returns of ${order.name} are in step, and rma-missing is open` }];
  });

  /** Whether it can be seen that each has its RMA, and that no other of the order's refunds and Returns has one. */
  function areInStep(order: Order, due: readonly Due[]): boolean {
    const isDue = (number: string): boolean => due.some((one) => one.number === number);
    const others = numbersOf(order).filter((number) => !isDue(number));
    return (
      due.every((one) => !one.maybe && unitsOf(unitsBack(order, [one])) === foundUnder(one.number)) &&
      rmas.every((row) => !others.includes(row[key] ?? ""))
    );
  }

  /** The units of the one RMA with a number. */
  function foundUnder(number: string): string {
    const known = rmas.filter((row) => row[key] === number).length;
    const units = unitsOf(unitsIn([number]));
    return known === 1 ? units : `${units} (${known} RMAs)`;
  }

  function judgeReturnsOf(order: Order, due: readonly Due[]): Violation[] {
    const sent = unitsSent(order);
    const claimed = unitsBack(order, [...due, ...requested(order)]);
    if (mayMeanTheSame(order) || [...claimed].some(([sku, units]) => units > (sent.get(sku) ?? 0))) {
      const live = due.map(({ number }) => number).filter((number) => rmas.some((row) => row[key] === number));
      return tooMuch(order, sent, unitsIn(live));
    }
    return due.flatMap((one) => {
      if (one.maybe && !rmas.some((row) => row[key] === one.number)) return [];
      return different(`${one.number} of ${order.name}`, unitsOf(unitsBack(order, [one])), foundUnder(one.number));
    });
  }

  const forNothing = rmas
    .map((row) => row[key] ?? "")
    .filter((number) => !numbersDue.has(number))
    .filter((number) => number !== "" && !openExceptions(durable).some(isTold))
    .map((number) => ({ rule: "rma-for-nothing", words: `RMA ${number} is for nothing that comes back` }));
  return [...ofOrders, ...forNothing];
}

/** Whether an exception tells of returns, or of a run that came to nothing. */
const isTold = (one: OpenException): boolean => ["returns", "run"].includes(areaOf(one)) || one.kind === "rma-missing";

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

function comingBack({ refunds, returns }: Order, policy: Scenario["returns"], locations: Store["locations"]): Due[] {
  const handedIn = (locationId: number | null): boolean =>
    policy.restockedInShop !== "expect-goods" &&
    locations.some(({ id, fulfillsOnlineOrders }) => id === locationId && !fulfillsOnlineOrders);
  const ofRefunds = refunds
    .filter(({ returnId }) => returnId === null)
    .map(({ id, lines }) => {
      const sure = lines.filter(({ restockType, locationId }) => restockType === "RETURN" && !handedIn(locationId));
      // Whether a refund without restock took units that had been sent depends on when it was made.
      const awaited = policy.noRestock === "expect-goods" && sure.length === 0;
      const rest = lines.filter(({ locationId }) => !handedIn(locationId));
      return { number: `REFUND-${id}`, lines: awaited ? rest : sure, maybe: awaited };
    });
  const ofReturns = returns
    .filter(({ status }) => ["OPEN", "CLOSED"].includes(status))
    .map(({ id, status, lines }) => {
      const dealtWith = lines.every(({ quantity, processedQuantity }) => processedQuantity >= quantity);
      const closed = status === "CLOSED" && policy.returnClosed === "nothing-comes";
      return { number: `RETURN-${id}`, lines, maybe: dealtWith || closed };
    });
  return [...ofRefunds, ...ofReturns].filter(({ lines }) => lines.length > 0);
}

/** The number that each refund and Return has or would have. */
const numbersOf = ({ refunds, returns }: Order): string[] => [
  ...refunds.map(({ id }) => `REFUND-${id}`),
  ...returns.map(({ id }) => `RETURN-${id}`),
];

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
  returns
    .filter(({ status }) => status === "REQUESTED")
    .map(({ id, lines }) => ({ number: `RETURN-${id}`, lines, maybe: true }));

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
