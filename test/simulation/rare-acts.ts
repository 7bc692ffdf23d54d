import { importableOrder } from "../../sandbox/importer/shopify-order.ts";
import { importRows } from "../../sandbox/importer/import-rows.ts";
import { peoplevoxTarget } from "../../sandbox/importer/peoplevox-target.ts";
import { saveRows } from "../../sandbox/peoplevox/save-rows.ts";
import { copyOfDetails, copyOfLine } from "../../sandbox/shopify/commands/draft-order.ts";
import type { RefundDraft } from "../../sandbox/shopify/commands/refund-order.ts";
import type { LineItem, Order, Return } from "../../sandbox/shopify/model/records.ts";
import type { SimulatedPeoplevox } from "./peoplevox.ts";
import { BUSY_MS } from "./scenario.ts";
import type { RareWhat } from "./scenario.ts";
import type { SimulatedShopify } from "./shopify.ts";
import type { World } from "./world.ts";

export const ATTRIBUTES = { Attribute1: "Gift message" } as const;

/** What somebody does to an order. `drawn`: a number of its own, for choices that depend on how things stand. */
export type Act = (order: Order, drawn: number, index: number) => unknown;

export interface RareActsOptions {
  readonly world: World;
  readonly shopify: SimulatedShopify;
  readonly peoplevox: SimulatedPeoplevox;
  /** Does what the shop may refuse, and tells of it. */
  attempt(words: string, act: () => unknown): void;
  /** An order has another Sales Order from now on. */
  touched(salesOrderNumber: string): void;
  /** Another order is from now on the one that people mean. */
  placed(order: Order, index: number): void;
}

const MINUTE_MS = 60_000;

/** What happens now and then: refunds of every kind, what becomes of Returns, orders that are there twice. */
export function createRareActs(options: RareActsOptions): Readonly<Record<RareWhat, Act>> {
  const { world, shopify, peoplevox, attempt, touched, placed } = options;
  const { scheduler } = world;
  const { tenant } = peoplevox;
  const { shop, store } = shopify;
  const chance = world.random("rare-acts");
  /** Like everybody else's doing, it is over in time for things to come to rest. */
  const later = (delayMs: number, act: () => void): void =>
    void scheduler.after(delayMs, () => {
      if (world.elapsedMs() < BUSY_MS * 1.5) act();
    });
  const soon = (): number => chance.whole(20_000, 4 * MINUTE_MS);

  /** Goods can be sent back only once they were sent: until then it is tried again for a while. */
  function onceSent(order: Order, tries: number, act: () => void): void {
    if (order.fulfillments.length > 0) act();
    else if (tries > 0) later(2 * MINUTE_MS, () => onceSent(order, tries - 1, act));
  }

  function refundOtherwise(order: Order, drawn: number): void {
    const kind = REFUNDS[Math.floor(drawn * REFUNDS.length)] ?? "goodwill";
    const refund = (): void => {
      const draft = refundDraft(kind, order, (drawn * REFUNDS.length) % 1, store.locations[1]?.id ?? null);
      if (draft !== null) attempt(`${order.name} is refunded: ${kind}`, () => shop.refundOrder(order.id, draft));
    };
    if (OF_SENT_GOODS.has(kind)) onceSent(order, 12, refund);
    else refund();
  }

  function storyOfAReturn(order: Order, drawn: number): void {
    onceSent(order, 12, () => {
      const lines = order.fulfillments.flatMap((each) => each.lines);
      const line = lines[Math.floor(drawn * lines.length)];
      if (line === undefined) return;
      const status = drawn < 0.3 ? "REQUESTED" : "OPEN";
      attempt(`a Return of ${order.name} begins`, () => {
        const begun = shop.createReturn(order.id, { lines: [{ fulfillmentLineId: line.id, quantity: 1 }], status });
        later(soon(), () => goOn(order, begun, 3));
      });
    });
  }

  /** The next thing that becomes of a Return. */
  function goOn(order: Order, found: Return, steps: number): void {
    const next = chance.pick(["approve", "close", "reopen", "cancel", "process", "arrives", "person-cancels"] as const);
    if (next === "arrives") goodsArrive(found);
    else if (next === "person-cancels") cancelRma(found);
    else {
      attempt(`${next} of a Return of ${order.name}`, () =>
        next === "process" ? shop.processReturn(found.id, processed(found)) : shop.moveReturn(found.id, next),
      );
    }
    if (steps > 1) later(soon(), () => goOn(order, found, steps - 1));
  }

  const rmaOf = ({ id }: Return): Readonly<Record<string, string>> | undefined =>
    world.scenario.tenant.returns === "purchase-orders"
      ? undefined
      : [...tenant.template("RMAs").rows()].find((row) => row["RmaNumber"] === `RETURN-${id}`);

  function goodsArrive(found: Return): void {
    const rma = rmaOf(found);
    if (rma === undefined) return;
    const { RmaNumber: rmaNumber = "", SalesOrderNumber: salesOrderNumber = "" } = rma;
    const items = [...tenant.template("RMA items").rows()]
      .filter((row) => row["RmaNumber"] === rmaNumber)
      .map((row) => ({ itemCode: row["ItemCode"] ?? "", quantity: Number(row["Quantity"]) }));
    // What its RMA does not list, nobody can book in.
    if (items.length === 0) return;
    if (tenant.returns.receive({ salesOrderNumber, rmaNumber, items }) === null) {
      world.note(`goods of ${rmaNumber} arrive`);
    }
  }

  function cancelRma(found: Return): void {
    const rma = rmaOf(found);
    if (rma === undefined) return;
    const cells = { RmaNumber: rma["RmaNumber"] ?? "", Status: "Cancelled" };
    saveRows(tenant.warehouse, tenant.template("RMAs"), [{ cells, problem: null }], { action: 0, by: "control" });
    world.note(`a person cancels ${rma["RmaNumber"] ?? ""}`);
  }

  /** Somebody keys the order in a second time, under a number of its own. */
  function double(order: Order): void {
    const rows = importRows(importableOrder(order), ATTRIBUTES, tenant.profile.usesLine);
    if (order.cancelledAt !== null || tenant.warehouse.find(rows.salesOrderNumber) === undefined) return;
    const salesOrderNumber = `${rows.salesOrderNumber}-P`;
    const numbered = (row: Readonly<Record<string, string>>) => ({ ...row, SalesOrderNumber: salesOrderNumber });
    peoplevoxTarget(tenant).save({
      salesOrderNumber,
      header: numbered(rows.header),
      items: rows.items.map(numbered),
    });
    touched(salesOrderNumber);
  }

  /** An order with the same lines; what becomes of the older one is another question. */
  function copy(order: Order, index: number, draft: { readonly name?: string; readonly tags?: string[] }): void {
    const lines = order.lines
      .filter(({ currentQuantity }) => currentQuantity > 0)
      .map((line) => ({ ...copyOfLine(line), quantity: line.currentQuantity }));
    if (lines.length > 0) placed(shop.placeOrder({ ...copyOfDetails(order), lines, ...draft }), index);
  }

  const cancelLater = (order: Order): void =>
    later(chance.whole(1_000, 10 * MINUTE_MS), () =>
      attempt(`${order.name} is cancelled`, () => shop.cancelOrder(order.id)),
    );

  return {
    "refund-otherwise": refundOtherwise,
    "story-of-a-return": storyOfAReturn,
    "add-service": (order) =>
      shop.editOrder(order.id, [
        { addCustom: { title: "Gift wrap", quantity: 1, unitPrice: 300, requiresShipping: false } },
      ]),
    "person-doubles": double,
    "copy-and-leave"(order, drawn, index) {
      const name = `${order.name.replace(/[A-Z]$/, "")}${drawn < 0.7 ? "A" : "-EX"}`;
      if (store.orderByName(name) !== undefined) return;
      copy(order, index, { name, tags: ["Edit Order"] });
      if (drawn < 0.3) cancelLater(order);
    },
    "order-anew"(order, drawn, index) {
      copy(order, index, {});
      if (drawn < 0.8) cancelLater(order);
    },
  };
}

const REFUNDS = ["goodwill", "delivery", "unsent-and-paid", "handed-in", "kept", "cancelled-after", "service"] as const;
type RefundName = (typeof REFUNDS)[number];

const OF_SENT_GOODS: ReadonlySet<RefundName> = new Set(["handed-in", "kept", "cancelled-after"]);

/** @returns `null` when the order has nothing that could be refunded so */
function refundDraft(kind: RefundName, order: Order, drawn: number, shopLocation: number | null): RefundDraft | null {
  const sale = order.transactions.find((transaction) => transaction.kind === "SALE");
  const money = sale === undefined ? [] : [{ amount: 100, gateway: sale.gateway, parentId: sale.id }];
  const { sent, unsent, services } = linesOf(order);
  const choose = (lines: readonly LineItem[]): LineItem | undefined => lines[Math.floor(drawn * lines.length)];
  const of = (line: LineItem | undefined, more: object): RefundDraft | null =>
    line === undefined
      ? null
      : { lines: [{ lineItemId: line.id, quantity: 1, ...more }], transactions: drawn < 0.6 ? money : [] };
  switch (kind) {
    case "goodwill":
      return { transactions: money };
    case "delivery":
      return { shipping: 100 };
    case "unsent-and-paid":
      return of(choose(unsent), { restockType: "CANCEL" });
    case "handed-in":
      return of(choose(sent), { restockType: "RETURN", locationId: shopLocation });
    case "kept":
      return of(choose(sent), { restockType: "NO_RESTOCK" });
    case "cancelled-after":
      return of(choose(sent), { restockType: "CANCEL" });
    case "service":
      return of(choose(services), { restockType: "NO_RESTOCK" });
  }
}

function linesOf({ lines }: Order) {
  const wanted = lines.filter(({ currentQuantity }) => currentQuantity > 0);
  const goods = wanted.filter(({ requiresShipping }) => requiresShipping);
  return {
    sent: goods.filter(({ unfulfilledQuantity }) => unfulfilledQuantity === 0),
    unsent: goods.filter(({ unfulfilledQuantity }) => unfulfilledQuantity > 0),
    services: wanted.filter(({ requiresShipping }) => !requiresShipping),
  };
}

/** All goods of a Return, put back on the shelf. */
const processed = ({ lines }: Return) => ({
  lines: lines.map(({ id, quantity, processedQuantity }) => {
    const units = quantity - processedQuantity;
    return { id, quantity: units, dispositions: [{ type: "RESTOCKED", quantity: units, locationId: null }] };
  }),
  transactions: [],
});
