import { orderFigures } from "../model/order-figures.ts";
import type { Order } from "../model/records.ts";
import { type CommandContext, done, type Outcome, refused } from "./command.ts";
import { cancelOrder } from "./cancel-order.ts";
import { createOrder, type LineDraft } from "./create-order.ts";
import { copyOfDetails, copyOfLine } from "./draft-order.ts";
import { addTags } from "./update-order.ts";

export interface RecreateDraft {
  /** Lines of the new order. Default: those of the old one. */
  lines?: LineDraft[];
  /** Which of the two the shop hears of first. Default: the new order. */
  first?: "create" | "cancel";
}

/**
 * "Edits" an order the way Cleverific's advanced mode does: copies it to a new order named `#1031A` (then B, C …),
 * tags both, copies the payment to the new one and cancels the old one without giving money back.
 */
export function recreateOrder(
  context: CommandContext,
  orderId: number,
  { lines, first = "create" }: RecreateDraft = {},
): Outcome<{ old: Order; created: Order }> {
  const old = context.store.orders.get(orderId);
  if (old === undefined) return refused(["orderId"], "Order does not exist", "NOT_FOUND");
  if (old.cancelledAt !== null || old.fulfillments.length > 0)
    return refused(["orderId"], "Only an open order without fulfillments can be recreated", "INVALID");
  // Read before anything is cancelled: a cancel takes all units off the lines.
  const kept = old.lines
    .filter(({ currentQuantity }) => currentQuantity > 0)
    .map((line) => ({ ...copyOfLine(line), quantity: line.currentQuantity }));
  const details = copyOfDetails(old);
  const payments = old.transactions
    .filter(({ kind, status }) => kind === "SALE" && status === "SUCCESS")
    .map(({ gateway, createdAt }) => ({ kind: "SALE" as const, status: "SUCCESS" as const, gateway, createdAt }));
  const paid = orderFigures(old).received;
  const cancel = (): void => {
    addTags(context, old.id, ["Edit Order - Cancelled"]);
    cancelOrder(context, old.id, { reason: "OTHER", restock: true, refund: false, staffNote: "Edited" });
  };
  if (first === "cancel") cancel();
  const created = createOrder(context, {
    ...details,
    name: nextName(context, old.name),
    tags: [...details.tags.filter((tag) => !tag.startsWith("Edit Order")), "Edit Order"],
    lines: lines ?? kept,
    transactions: payments.slice(0, 1).map((payment) => ({ ...payment, amount: paid })),
  });
  if (!created.ok) return created;
  if (first === "create") cancel();
  return done({ old, created: created.value });
}

/** `#1031` gives `#1031A`; `#1031A` gives `#1031B`. A name that is taken is passed over. */
function nextName(context: CommandContext, name: string): string {
  const root = name.replace(/[A-Z]$/, "");
  const last = /[A-Z]$/.exec(name)?.[0];
  for (let code = last === undefined ? 65 : last.charCodeAt(0) + 1; code <= 90; code++) {
    const candidate = `${root}${String.fromCharCode(code)}`;
    if (context.store.orderByName(candidate) === undefined) return candidate;
  }
  throw new RangeError(`Order ${name} was recreated 26 times: no letter is left for the next name.`);
}
