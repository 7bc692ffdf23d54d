import type { OrderTrace } from "../../../../domain/recreated-order/order-trace.ts";
import { at, cancelled, linesOf } from "../trace-builders.ts";
import { copied, orderSplit } from "./apps.ts";
import type { CaseDraft, Customer } from "./labelled-case.ts";

const one = (title: string, orders: CaseDraft["orders"]): CaseDraft => ({ title, orders });

/** A customer cancels an order and places another one in the online store. */
const reorder = (title: string, differs: (customer: Customer) => Partial<OrderTrace>, cancelledAt = 5): CaseDraft =>
  one(title, (customer) => [
    cancelled(customer.order(), cancelledAt, { cancelReason: "CUSTOMER" }),
    customer.order({ createdAt: at(6), processedAt: at(6), ...differs(customer) }),
  ]);

const REORDERS: CaseDraft[] = [
  reorder("the customer cancels and orders the same again a minute later", () => ({})),
  reorder("the customer cancels and orders the same again with the same code", () => ({ discountCodes: ["WELCOME"] })),
  reorder("the customer cancels and orders more", () => ({ lines: linesOf({ A: 1, B: 2, C: 3 }) })),
  reorder("the customer cancels and orders something else", () => ({ lines: linesOf({ MUG: 1 }) })),
  reorder("the customer cancels and orders to another address", () => ({
    shippingAddress: { name: "Bo Ray", address1: "2 Low Street", zip: "M1 1AA", countryCode: "GB" },
  })),
  reorder("the customer orders again first and cancels the first order after that", () => ({}), 7),
  reorder("the customer orders again and cancels the first order on the next day", () => ({}), 1500),
  reorder("the customer cancels in an app for self-service and orders again in the online store", () => ({})),
  one("the customer cancels two orders and places a third one", (customer) => [
    cancelled(customer.order(), 4, { cancelReason: "CUSTOMER" }),
    cancelled(customer.order(), 5, { cancelReason: "CUSTOMER" }),
    customer.order({ createdAt: at(6), processedAt: at(6) }),
  ]),
  one("the same codes and attributes, cancelled and ordered again", (customer) => {
    const same = { discountCodes: ["WELCOME"], attributes: [{ key: "source", value: "newsletter" }] };
    return [cancelled(customer.order(same), 5), customer.order({ ...same, createdAt: at(6), processedAt: at(6) })];
  }),
  one("staff cancel an order for want of stock, and the customer orders something else", (customer) => [
    cancelled(customer.order(), 5, { cancelReason: "INVENTORY" }),
    customer.order({ createdAt: at(20), processedAt: at(20), lines: linesOf({ MUG: 1 }) }),
  ]),
  one("an app for fraud cancels an order, and the customer tries again", (customer) => [
    cancelled(customer.order(), 1, { cancelReason: "FRAUD", cancelledByApp: "Fraud Filter" }),
    customer.order({ createdAt: at(6), processedAt: at(6) }),
  ]),
];

const REPEATS: CaseDraft[] = [
  one("two purchases of the same goods on one day", (customer) => [
    customer.order(),
    customer.order({ createdAt: at(30), processedAt: at(30) }),
  ]),
  one("five purchases within one hour", (customer) =>
    [0, 10, 20, 30, 40].map((minute) => customer.order({ createdAt: at(minute), processedAt: at(minute) })),
  ),
  one("two gifts to two friends, the first one cancelled", (customer) => [
    cancelled(giftTo(customer.order(), "Kim Poe", "7 Mill Lane", "B1 2CD"), 10, { cancelReason: "CUSTOMER" }),
    giftTo(customer.order({ createdAt: at(12), processedAt: at(12) }), "Lou Fox", "8 Park Row", "C3 4EF"),
  ]),
  one("the same gift to two friends at one address, both open", (customer) => [
    giftTo(customer.order(), "Kim Poe", "7 Mill Lane", "B1 2CD"),
    giftTo(customer.order({ createdAt: at(1), processedAt: at(1) }), "Lou Fox", "7 Mill Lane", "B1 2CD"),
  ]),
  one("a couple at one address order with two accounts, one cancels", (customer) => [
    cancelled(customer.order(), 5, { cancelReason: "CUSTOMER" }),
    customer.order({ createdAt: at(6), processedAt: at(6), customerId: "88001", email: "partner@example.com" }),
  ]),
  one("colleagues order to one office, one cancels at that moment", (customer) => [
    cancelled(customer.order(), 5),
    customer.order({
      createdAt: at(5),
      processedAt: at(5),
      customerId: "88002",
      email: "colleague@example.com",
      shippingAddress: { ...customer.order().shippingAddress!, name: "Colleague" },
    }),
  ]),
  one("strangers buy the same goods in the same minute, one cancels", (customer) => [
    cancelled(customer.order(), 5),
    stranger(customer.order({ createdAt: at(5), processedAt: at(5) })),
  ]),
  one("a subscription's next order, the last one sent", (customer) => [
    customer.order({ createdAt: at(-43_200), firstSentAt: at(-40_000), sourceName: "subscription_contract" }),
    customer.order({ createdAt: at(0), sourceName: "subscription_contract" }),
  ]),
  one("a marketplace's shared account: one order cancelled, another one comes in", (customer) => [
    cancelled(customer.order({ sourceIdentifier: "204-1111111-1111111" }), 5),
    customer.order({ createdAt: at(6), processedAt: at(6), sourceIdentifier: "204-2222222-2222222" }),
  ]),
  one("a shop's till: one sale cancelled, the next one made", (customer) => {
    const till = { sourceName: "pos", customerId: null, email: null, shippingAddress: null };
    return [cancelled(customer.order(till), 5), customer.order({ ...till, createdAt: at(6), processedAt: at(6) })];
  }),
  one("a plain cancel and nothing else", (customer) => [cancelled(customer.order(), 5, { cancelReason: "CUSTOMER" })]),
  one("an ordinary order and nothing else", (customer) => [customer.order()]),
  one("an edited order whose every version is cancelled in the end", (customer) => {
    const [old, copy] = copied(customer, [customer.order()], `#${customer.number}A`);
    return [old!, cancelled(copy!, 60, { cancelReason: "CUSTOMER" })];
  }),
];

const NAMES: CaseDraft[] = [
  one("a name that only begins like another one", (customer) => [
    cancelled(customer.order({ name: "#103" }), 5),
    customer.order({ name: "#1031", createdAt: at(5), processedAt: at(5) }),
  ]),
  one("the name of another customer's open order with a letter", (customer) => [
    customer.order(),
    stranger(customer.order({ name: `#${customer.number}A`, createdAt: at(5), processedAt: at(5) })),
  ]),
  one("the same names in two shops", (customer) => [
    cancelled(customer.order(), 5),
    customer.order({ name: `#${customer.number}A`, createdAt: at(5), shop: "other.myshopify.com" }),
  ]),
  one("a tag that is the name of a sent order", (customer) => [
    customer.order({ firstSentAt: at(1_500) }),
    customer.order({ createdAt: at(9000), tags: [`#${customer.number}`] }),
  ]),
  one("a campaign's tag that is a number", (customer) => [
    cancelled(customer.order({ name: "#2026" }), 5),
    customer.order({ createdAt: at(6), processedAt: at(6), tags: ["2026", "#1 fan"] }),
  ]),
];

const sent = (customer: Customer): OrderTrace => customer.order({ createdAt: at(-20_000), firstSentAt: at(-18_000) });

const exchange = (title: string, name: (old: OrderTrace) => string, tags: readonly string[] = []): CaseDraft =>
  one(title, (customer) => {
    const old = sent(customer);
    const isTagged = { tags: [old.name, ...tags] };
    return [
      { ...old, tags: ["LE:Exchange"], hasReturns: true },
      customer.order({ name: name(old), createdAt: at(0), ...isTagged }),
    ];
  });

const EXCHANGES: CaseDraft[] = [
  exchange("Loop exchange, prefix EXC", (old) => `EXC${old.name.slice(1)}`),
  exchange("Loop exchange, prefix #EXC-", (old) => `#EXC-${old.name.slice(1)}`),
  exchange("Loop exchange, prefix L-", (old) => `L-${old.name.slice(1)}`),
  exchange("Loop exchange, prefix X-", (old) => `X-${old.name.slice(1)}`),
  exchange("Loop exchange, prefix R-", (old) => `#R-${old.name.slice(1)}`),
  exchange("Loop exchange, the merchant's own prefix", (old) => `SWAP-${old.name.slice(1)}`),
  exchange("PostCo exchange, suffix and tag", (old) => `${old.name}-EXC`, ["PostCo 360 Return Pending"]),
  exchange("PostCo exchange, the return received", (old) => `${old.name}-1`, ["PostCo 360 Return Received"]),
  one("Loop exchange before anything was sent: the first order stays", (customer) => {
    const old = customer.order();
    return [old, customer.order({ name: `EXC${customer.number}`, tags: [old.name], createdAt: at(60) })];
  }),
  one("Loop exchange, and the original is cancelled by mistake", (customer) => {
    const old = cancelled(customer.order({ tags: ["LE:Exchange"] }), 59);
    return [old, customer.order({ name: `EXC${customer.number}`, tags: [old.name], createdAt: at(60) })];
  }),
  one("native exchange on the first order, and a new order with its name and a letter", (customer) => [
    customer.order({ hasExchange: true, tags: ["Loop Exchange"] }),
    customer.order({ name: `#${customer.number}A`, createdAt: at(60) }),
  ]),
  ...["-RESHIP", "-R1", "A", "-2"].map((suffix) =>
    one(`goods lost on their way are sent again as ${suffix}`, (customer) => {
      const old = sent(customer);
      return [old, customer.order({ name: `${old.name}${suffix}`, createdAt: at(0), sourceName: "1354" })];
    }),
  ),
  one("a warranty case: Flow duplicates an order that was sent", (customer) => [
    { ...sent(customer), tags: ["orderediting:duplicated"] },
    customer.order({ createdAt: at(0), tags: ["orderediting:duplicated"] }),
  ]),
  one("a returned order is bought again", (customer) => [
    { ...sent(customer), hasReturns: true },
    customer.order({ createdAt: at(0) }),
  ]),
];

const SPLIT_OFF: CaseDraft[] = [
  one("OrderSplit Pro, standard: goods are moved out of the first order, which stays", (customer) => {
    const parent = customer.order({}, { SHIRT: 2, CAP: 1 });
    const [kept, part] = orderSplit(customer, parent, { Preorder: { CAP: 1 } }, { keepsParent: true });
    const lines = kept!.lines.map((line) => ({ ...line, currentQuantity: line.sku === "CAP" ? 0 : line.quantity }));
    return [{ ...kept!, lines }, part!];
  }),
  one("orders merged into the first of them, which is edited in place", (customer) => [
    customer.order({ tags: ["om:merged"], lines: linesOf({ A: 1, B: 1 }) }),
    cancelled(customer.order({ createdAt: at(3), lines: linesOf({ B: 1 }) }), 10),
  ]),
  one("an in-place edit by Order Editing", (customer) => [
    customer.order({ tags: ["orderediting", "orderediting:product_added", "orderediting:quantity"] }),
  ]),
  one("Order Editing's Flow duplicates an order and keeps it", (customer) => [
    customer.order({ tags: ["orderediting:duplicated"] }),
    customer.order({ createdAt: at(5), tags: ["orderediting:duplicated"] }),
  ]),
];

export const SEPARATE: readonly CaseDraft[] = [...REORDERS, ...REPEATS, ...NAMES, ...EXCHANGES, ...SPLIT_OFF];

function giftTo(order: OrderTrace, name: string, address1: string, zip: string): OrderTrace {
  return { ...order, shippingAddress: { name, address1, zip, countryCode: "GB" } };
}

function stranger(order: OrderTrace): OrderTrace {
  return {
    ...order,
    customerId: "88003",
    email: "stranger@example.com",
    shippingAddress: { name: "Stranger", address1: "3 Far Road", zip: "G1 1AA", countryCode: "GB" },
  };
}
