import { cleverific, orderSplit } from "./apps.ts";
import type { CaseDraft } from "./labelled-case.ts";

const GOODS = { SHIRT: 2, CAP: 1 };

export const SPLIT: readonly CaseDraft[] = [
  {
    title: "OrderSplit Pro: a preorder and the rest",
    orders: (customer) =>
      orderSplit(customer, customer.order({}, GOODS), { Preorder: { CAP: 1 }, Original: { SHIRT: 2 } }),
  },
  {
    title: "OrderSplit Pro: a line split over both parts",
    orders: (customer) =>
      orderSplit(customer, customer.order({}, GOODS), { Preorder: { SHIRT: 1 }, Original: { SHIRT: 1, CAP: 1 } }),
  },
  {
    title: "OrderSplit Pro: a group with the merchant's own name",
    orders: (customer) =>
      orderSplit(customer, customer.order({}, GOODS), { Warehouse2: { CAP: 1 }, Original: { SHIRT: 2 } }),
  },
  {
    title: "OrderSplit Pro: two groups and the rest",
    orders: (customer) =>
      orderSplit(customer, customer.order({}, GOODS), {
        Preorder: { CAP: 1 },
        Dropship: { SHIRT: 1 },
        Original: { SHIRT: 1 },
      }),
  },
  {
    title: "OrderSplit Pro: the word for the rest is configured as Rest",
    orders: (customer) => orderSplit(customer, customer.order({}, GOODS), { Preorder: { CAP: 1 }, Rest: { SHIRT: 2 } }),
  },
  {
    title: "OrderSplit Pro: only the first part is known yet",
    orders: (customer) => orderSplit(customer, customer.order({}, GOODS), { Preorder: { CAP: 1 } }),
  },
  {
    title: "OrderSplit Pro, and then a part is edited by Cleverific",
    orders: (customer) => {
      const [parent, preorder, rest] = orderSplit(customer, customer.order({}, GOODS), {
        Preorder: { CAP: 1 },
        Original: { SHIRT: 2 },
      });
      return [parent!, preorder!, ...cleverific(customer, [rest!], { minute: 30 })];
    },
  },
  {
    title: "OrderSplit Pro, and then one part is cancelled for good",
    orders: (customer) => {
      const [parent, preorder, rest] = orderSplit(customer, customer.order({}, GOODS), {
        Preorder: { CAP: 1 },
        Original: { SHIRT: 2 },
      });
      return [parent!, { ...preorder!, cancelledAt: "2026-11-25T09:00:00Z", cancelReason: "CUSTOMER" }, rest!];
    },
  },
];
