import { DEFAULT_EVIDENCE_RULES } from "../../../../domain/recreated-order/evidence.rules.ts";
import type { EvidenceRules } from "../../../../domain/recreated-order/evidence-rule.ts";
import type { OrderTrace } from "../../../../domain/recreated-order/order-trace.ts";
import { at, aTrace, linesOf } from "../trace-builders.ts";
import type { Goods } from "../trace-builders.ts";

/**
 * What really happened, once every webhook has arrived:
 *
 * - `recreated`: the last order takes the place of the one before it
 * - `split`: the first order was cancelled, the others that are open are its parts
 * - `separate`: the orders have nothing to do with each other as far as the warehouse is concerned
 * - `unclear`: no rule can know; a person must be asked
 */
export type Truth = "recreated" | "split" | "separate" | "unclear";

export interface LabelledCase {
  readonly title: string;
  readonly truth: Truth;
  /** Orders of the case, oldest first. */
  readonly orders: readonly OrderTrace[];
  /** For `recreated`: ids of the original and of its replacement. */
  readonly pair: readonly [original: string, replacement: string] | null;
  readonly rules: EvidenceRules;
}

/** One customer of the shop, with order numbers of their own, so that all cases can be mixed. */
export interface Customer {
  readonly number: number;
  /** The next order of this customer, or one that `differs` says. */
  readonly order: (differs?: Partial<OrderTrace>, goods?: Goods) => OrderTrace;
}

/** What a case is made of. */
export interface CaseDraft {
  readonly title: string;
  readonly orders: (customer: Customer) => readonly OrderTrace[];
  readonly rules?: EvidenceRules;
}

const ORDERS_PER_CUSTOMER = 10;

/** Numbers the cases, so that each has its own customer, order numbers and ids. */
export function labelled(truth: Truth, drafts: readonly CaseDraft[], firstCustomer: number): readonly LabelledCase[] {
  return drafts.map(({ title, orders: draw, rules = DEFAULT_EVIDENCE_RULES }, index) => {
    const orders = draw(customer(firstCustomer + index));
    const [replacement, original] = orders.toReversed();
    const pair =
      truth === "recreated" && original !== undefined && replacement !== undefined
        ? ([original.id, replacement.id] as const)
        : null;
    return { title, truth, orders, pair, rules };
  });
}

function customer(index: number): Customer {
  const number = 1000 + index * ORDERS_PER_CUSTOMER;
  let made = 0;
  return {
    number,
    order: (differs = {}, goods = { [`SHIRT-${index}`]: 2, [`CAP-${index}`]: 1 }) => {
      made += 1;
      return aTrace({
        id: String(5_000_000_000_000 + (number + made) * 1024),
        name: `#${number + made - 1}`,
        createdAt: at(made - 1),
        customerId: String(7_000_000 + index),
        email: `customer-${index}@example.com`,
        shippingAddress: {
          name: `Customer ${index}`,
          address1: `${index} High Street`,
          zip: "LS1 1AA",
          countryCode: "GB",
        },
        lines: linesOf(goods),
        ...differs,
      });
    },
  };
}
