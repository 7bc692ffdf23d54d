import type { OrderTrace } from "../../../../domain/recreated-order/order-trace.ts";
import { at, cancelled } from "../trace-builders.ts";
import type { Goods } from "../trace-builders.ts";
import type { Customer } from "./labelled-case.ts";

/** What an edit may do to an order, and how the app that carries it out may vary. */
export interface Copying {
  readonly goods?: Goods;
  /** When the new order is created, in minutes after the first one. */
  readonly minute?: number;
  /** When the old one is cancelled, in minutes after the new one is created; negative: before. */
  readonly cancelledAfter?: number;
  readonly oldDiffers?: Partial<OrderTrace>;
  readonly newDiffers?: Partial<OrderTrace>;
}

/** Copies the last of the given orders under a name, and cancels it. */
export function copied(
  customer: Customer,
  orders: readonly OrderTrace[],
  name: string,
  { goods, minute = 5 * orders.length, cancelledAfter = 0.1, oldDiffers = {}, newDiffers = {} }: Copying = {},
): readonly OrderTrace[] {
  const old = orders.at(-1)!;
  const { customerId, email, phone, shippingAddress, tags, attributes, discountCodes, note } = old;
  const details = { customerId, email, phone, shippingAddress, tags, attributes, discountCodes, note };
  const next = customer.order({ ...details, name, createdAt: at(minute), sourceName: "1354", ...newDiffers }, goods);
  const copy = goods === undefined ? { ...next, lines: newDiffers.lines ?? uncut(old) } : next;
  return [...orders.slice(0, -1), cancelled(old, minute + cancelledAfter, oldDiffers), copy];
}

/** Cleverific, Advanced Mode: a letter, a pair of tags, and the payment copied. */
export function cleverific(
  customer: Customer,
  orders: readonly OrderTrace[],
  copying: Copying & { readonly tags?: "none"; readonly name?: string } = {},
): readonly OrderTrace[] {
  const old = orders.at(-1)!;
  const kept = old.tags.filter((tag) => !tag.startsWith("Edit Order"));
  const isTagged = copying.tags !== "none";
  return copied(customer, orders, copying.name ?? nextLetter(old.name), {
    ...copying,
    oldDiffers: { tags: isTagged ? [...old.tags, "Edit Order - Cancelled"] : old.tags, ...copying.oldDiffers },
    newDiffers: {
      tags: isTagged ? [...kept, "Edit Order"] : kept,
      processedAt: old.processedAt,
      ...copying.newDiffers,
    },
  });
}

/** LionApps' Order Editor: a number of its own and no mark; cancels by default. */
export function lionApps(
  customer: Customer,
  orders: readonly OrderTrace[],
  copying: Copying & { readonly keepsOriginal?: true } = {},
): readonly OrderTrace[] {
  const all = copied(customer, orders, `#${customer.number + orders.length + 3}`, {
    ...copying,
    oldDiffers: { cancelledByApp: "Order Editor", ...copying.oldDiffers },
    newDiffers: { app: { id: "1354", name: "Order Editor" }, ...copying.newDiffers },
  });
  return copying.keepsOriginal === true ? [...orders, all.at(-1)!] : all;
}

/** OrderSplit Pro, "cancel and recreate": all parts are new orders, the parent is cancelled. */
export function orderSplit(
  customer: Customer,
  parent: OrderTrace,
  parts: Readonly<Record<string, Goods>>,
  differs: { readonly keepsParent?: true } = {},
): readonly OrderTrace[] {
  const { tags, attributes } = parent;
  const made = Object.entries(parts).map(([word, goods], index) =>
    customer.order(
      {
        name: `${parent.name}-${word}`,
        createdAt: at(5 + index / 10),
        tags: word === "Original" || word === "Rest" ? [...tags, "Original order"] : tags,
        attributes,
        processedAt: parent.processedAt,
      },
      goods,
    ),
  );
  return [differs.keepsParent === true ? parent : cancelled(parent, 5.3), ...made];
}

export const nextLetter = (name: string): string => {
  const last = /[A-Z]$/.exec(name)?.[0];
  return last === undefined ? `${name}A` : `${name.slice(0, -1)}${String.fromCharCode(last.charCodeAt(0) + 1)}`;
};

const uncut = ({ lines }: OrderTrace): OrderTrace["lines"] =>
  lines.map((line) => ({ ...line, currentQuantity: line.quantity }));
