import { DEFAULT_EVIDENCE_RULES as RULES } from "../../../../domain/recreated-order/evidence.rules.ts";
import { at, cancelled, linesOf } from "../trace-builders.ts";
import { cleverific, copied, lionApps, orderSplit } from "./apps.ts";
import type { CaseDraft } from "./labelled-case.ts";

const MERGE_RULES = {
  ...RULES,
  links: [
    {
      id: "merged-from",
      where: { in: "attribute", key: "Merged from" },
      template: "{order}",
      points: 100,
      because: "Our app writes the merged orders on {new}.",
    } as const,
    ...RULES.links,
  ],
};

/** Recreated in truth, but without any documented mark: only a person can tell it from a reorder. */
export const UNCLEAR: readonly CaseDraft[] = [
  {
    title: "“Duplicate” in the Shopify admin, then the old order cancelled",
    orders: (customer) =>
      copied(customer, [customer.order()], `#${customer.number + 4}`, {
        newDiffers: { sourceName: "shopify_draft_order", processedAt: at(5) },
      }),
  },
  {
    title: "an app that nobody told us about copies an order, cancels the old one and leaves no mark",
    orders: (customer) =>
      copied(customer, [customer.order()], `#${customer.number + 4}`, {
        oldDiffers: { cancelledByApp: "Swap It" },
        newDiffers: { app: { id: "2", name: "Swap It" } },
      }),
  },
  {
    title: "LionApps with “cancel the original” switched off",
    orders: (customer) => lionApps(customer, [customer.order()], { keepsOriginal: true }),
  },
  {
    title: "Cleverific made the new order, but could not cancel the old one",
    orders: (customer) => {
      const old = customer.order();
      return [old, cleverific(customer, [old]).at(-1)!];
    },
  },
  {
    title: "Cleverific's second edit, whose first one could not be cancelled",
    orders: (customer) => {
      const [first, second] = cleverific(customer, [customer.order()]);
      return [first!, second!, cleverific(customer, [second!]).at(-1)!];
    },
  },
  {
    title: "a merge that names both orders in one attribute",
    orders: (customer) => [
      cancelled(customer.order(), 10),
      cancelled(customer.order({ lines: linesOf({ MUG: 1 }) }), 10),
      customer.order({
        createdAt: at(9),
        attributes: [{ key: "Merged from", value: `#${customer.number}, #${customer.number + 1}` }],
      }),
    ],
    rules: MERGE_RULES,
  },
  {
    title: "a merge that names both orders by tags",
    orders: (customer) => [
      cancelled(customer.order(), 10),
      cancelled(customer.order({ lines: linesOf({ MUG: 1 }) }), 10),
      customer.order({ createdAt: at(9), tags: [`#${customer.number}`, `#${customer.number + 1}`] }),
    ],
  },
  {
    title: "two orders of one customer edited at once by an app that names neither",
    orders: (customer) => {
      const [first, second] = [customer.order(), customer.order()];
      const [oldFirst, newFirst] = lionApps(customer, [first], { minute: 5 });
      const [oldSecond, newSecond] = lionApps(customer, [second], {
        minute: 5.5,
        newDiffers: { name: `#${customer.number + 7}` },
      });
      return [oldFirst!, oldSecond!, newFirst!, newSecond!];
    },
  },
  {
    title: "a letter behind the name of an order that was partly sent and then cancelled",
    orders: (customer) => cleverific(customer, [customer.order({ firstSentAt: at(1) })]),
  },
  {
    title: "Cleverific's marks on orders of two customers who share nothing",
    orders: (customer) =>
      cleverific(customer, [customer.order()], {
        newDiffers: {
          customerId: "88004",
          email: "other@example.com",
          shippingAddress: { name: "Other", address1: "4 Far Road", zip: "G2 2AA", countryCode: "GB" },
        },
      }),
  },
  {
    title: "a stranger's order with the name of a cancelled order and a letter",
    orders: (customer) => [
      cancelled(customer.order(), 5),
      customer.order({
        name: `#${customer.number}A`,
        createdAt: at(5),
        customerId: "88005",
        email: "stranger@example.com",
        shippingAddress: null,
      }),
    ],
  },
  {
    title: "a letter behind the name of an order that was cancelled for fraud",
    orders: (customer) => cleverific(customer, [customer.order()], { oldDiffers: { cancelReason: "FRAUD" } }),
  },
  {
    title: "two open copies of one cancelled order, each with a word of its own",
    orders: (customer) => {
      const [old, copy] = copied(customer, [customer.order()], `#${customer.number}-EDIT`);
      return [old!, copy!, { ...copy!, id: `${copy!.id}9`, name: `#${customer.number}-FINAL` }];
    },
  },
  {
    title: "parts of a split order that together have more than it had",
    orders: (customer) =>
      orderSplit(customer, customer.order({}, { SHIRT: 2, CAP: 1 }), {
        Preorder: { CAP: 1, SHIRT: 1 },
        Original: { SHIRT: 2 },
      }),
  },
  {
    title: "a split whose parent was neither cut nor cancelled",
    orders: (customer) =>
      orderSplit(
        customer,
        customer.order({}, { SHIRT: 2, CAP: 1 }),
        { Preorder: { CAP: 1 }, Original: { SHIRT: 2 } },
        { keepsParent: true },
      ),
  },
];
