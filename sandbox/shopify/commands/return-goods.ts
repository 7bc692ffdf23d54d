import type { FulfillmentLine, Order, Return, ReturnLine } from "../model/records.ts";
import { returnPayload, returnStatusPayload } from "../webhooks/payloads/return-payload.ts";
import {
  type CommandContext,
  done,
  orderHappenings,
  type Outcome,
  recordAgreement,
  recordEvent,
  refused,
  touch,
} from "./command.ts";
import { recordRefund, type RefundDraft, refundedUnits, refundHappenings } from "./refund-order.ts";

export interface ReturnLineDraft {
  fulfillmentLineId: number;
  quantity: number;
  reason?: string;
  reasonNote?: string;
  customerNote?: string | null;
}

export interface ReturnDraft {
  lines: ReturnLineDraft[];
  /** REQUESTED waits for the merchant's approval, OPEN is approved at once. */
  status: "REQUESTED" | "OPEN";
}

export function findReturn(context: CommandContext, id: number): { order: Order; found: Return } | undefined {
  for (const order of context.store.orders.values()) {
    const found = order.returns.find((candidate) => candidate.id === id);
    if (found !== undefined) return { order, found };
  }
  return undefined;
}

/** A Return names fulfilled units, so it always means goods that were shipped. */
export function createReturn(context: CommandContext, orderId: number, draft: ReturnDraft): Outcome<Return> {
  const { store } = context;
  const root = draft.status === "OPEN" ? "returnInput" : "input";
  const order = store.orders.get(orderId);
  if (order === undefined) return refused([root, "orderId"], "Order not found.", "NOT_FOUND");
  if (draft.lines.length === 0) return refused([root, "returnLineItems"], "Return line items can't be blank", "BLANK");
  const sent = new Map(order.fulfillments.flatMap(({ lines }) => lines.map((line) => [line.id, line])));
  for (const [index, { fulfillmentLineId, quantity }] of draft.lines.entries()) {
    const field = [root, "returnLineItems", String(index)];
    const line = sent.get(fulfillmentLineId);
    if (line === undefined)
      return refused([...field, "fulfillmentLineItemId"], "Fulfillment line item not found.", "NOT_FOUND");
    if (quantity < 1 || quantity > returnableQuantity(order, line))
      return refused([...field, "quantity"], "Return line item has an invalid quantity.", "INVALID");
  }
  const now = context.now();
  const created: Return = {
    id: store.nextId("Return"),
    orderId: order.id,
    name: `${order.name}-R${order.returns.length + 1}`,
    status: draft.status,
    createdAt: now,
    requestApprovedAt: draft.status === "OPEN" ? now : null,
    closedAt: null,
    decline: null,
    reverseFulfillmentOrderId: store.nextId("ReverseFulfillmentOrder"),
    lines: draft.lines.map((line) => ({
      id: store.nextId("ReturnLineItem"),
      fulfillmentLineId: line.fulfillmentLineId,
      lineItemId: sent.get(line.fulfillmentLineId)?.lineItemId ?? 0,
      quantity: line.quantity,
      processedQuantity: 0,
      refundedQuantity: 0,
      reason: line.reason ?? "UNKNOWN",
      reasonNote: line.reasonNote ?? "",
      customerNote: line.customerNote ?? null,
      reverseLineId: store.nextId("ReverseFulfillmentOrderLineItem"),
      dispositions: [],
    })),
  };
  order.returns.push(created);
  const topic = draft.status === "OPEN" ? "returns/approve" : "returns/request";
  return announce(context, order, created, topic, () => returnPayload(order, created));
}

/** Units of a fulfilment line that are not in a live Return yet. */
function returnableQuantity(order: Order, line: FulfillmentLine): number {
  const taken = order.returns
    .filter(({ status }) => status !== "DECLINED" && status !== "CANCELED")
    .flatMap(({ lines }) => lines)
    .filter(({ fulfillmentLineId }) => fulfillmentLineId === line.id)
    .reduce((total, { quantity }) => total + quantity, 0);
  return line.quantity - taken;
}

export type ReturnMove = "approve" | "decline" | "cancel" | "close" | "reopen";

/** From which status each move starts, and where it ends. */
const MOVES = {
  approve: { from: ["REQUESTED"], to: "OPEN" },
  decline: { from: ["REQUESTED"], to: "DECLINED" },
  cancel: { from: ["REQUESTED", "OPEN"], to: "CANCELED" },
  close: { from: ["OPEN"], to: "CLOSED" },
  reopen: { from: ["CLOSED"], to: "OPEN" },
} as const satisfies Record<ReturnMove, { from: readonly Return["status"][]; to: Return["status"] }>;

export function moveReturn(
  context: CommandContext,
  id: number,
  move: ReturnMove,
  decline: Return["decline"] = null,
): Outcome<Return> {
  const hit = findReturn(context, id);
  if (hit === undefined) return refused(["id"], "Return not found.", "NOT_FOUND");
  const { order, found } = hit;
  const from: readonly string[] = MOVES[move].from;
  if (!from.includes(found.status)) return refused(["id"], "Return status is invalid.", "INVALID_STATE");
  if (move === "cancel" && found.lines.some(({ processedQuantity }) => processedQuantity > 0))
    return refused(["id"], "Return is not cancelable.", "INVALID_STATE");
  const now = context.now();
  found.status = MOVES[move].to;
  found.closedAt = move === "close" ? now : null;
  if (move === "approve") found.requestApprovedAt = now;
  if (move === "decline") found.decline = decline;
  const payload = () => (move === "approve" ? returnPayload(order, found) : returnStatusPayload(order, found));
  return announce(context, order, found, `returns/${move}`, payload);
}

export interface ProcessDraft {
  lines: {
    id: number;
    quantity: number;
    dispositions: { type: string; quantity: number; locationId: number | null }[];
  }[];
  /** Money that goes back with it. */
  transactions: NonNullable<RefundDraft["transactions"]>;
  note?: string | null;
}

/** The goods have arrived: records what became of them and refunds. The Return stays OPEN. */
export function processReturn(context: CommandContext, id: number, draft: ProcessDraft): Outcome<Return> {
  const hit = findReturn(context, id);
  if (hit === undefined) return refused(["input", "returnId"], "Return not found.", "NOT_FOUND");
  const { order, found } = hit;
  if (found.status !== "OPEN") return refused(["input", "returnId"], "Return status is invalid.", "INVALID_STATE");
  const lines: { line: ReturnLine; wanted: ProcessDraft["lines"][number] }[] = [];
  for (const [index, wanted] of draft.lines.entries()) {
    const line = found.lines.find((candidate) => candidate.id === wanted.id);
    const field = ["input", "returnLineItems", String(index)];
    if (line === undefined) return refused([...field, "id"], "Return line item not found.", "NOT_FOUND");
    if (wanted.quantity < 1 || wanted.quantity > line.quantity - line.processedQuantity)
      return refused([...field, "quantity"], "Quantity is greater than the processable quantity.", "INVALID");
    lines.push({ line, wanted });
  }
  const now = context.now();
  for (const { line, wanted } of lines) {
    line.processedQuantity += wanted.quantity;
    line.refundedQuantity += wanted.quantity;
    for (const disposition of wanted.dispositions)
      line.dispositions.push({
        ...disposition,
        locationId: disposition.locationId ?? context.store.locations[0]?.id ?? null,
        id: context.store.nextId("ReverseFulfillmentOrderDisposition"),
        createdAt: now,
      });
  }
  const refund = recordRefund(context, order, {
    note: draft.note ?? null,
    returnId: found.id,
    transactions: draft.transactions,
    lines: lines.map(({ line, wanted }) => ({
      lineItemId: line.lineItemId,
      quantity: wanted.quantity,
      restockType: wanted.dispositions.some(({ type }) => type === "RESTOCKED") ? "RETURN" : "NO_RESTOCK",
    })),
  });
  recordAgreement(context, order, "RETURN", refundedUnits(refund), { returnId: found.id });
  touch(context, order);
  context.publish([
    { topic: "returns/process", payload: () => returnStatusPayload(order, found) },
    ...refundHappenings(context, order, refund),
    ...orderHappenings(context, order, "orders/updated"),
  ]);
  return done(found);
}

function announce(
  context: CommandContext,
  order: Order,
  found: Return,
  topic: string,
  payload: () => object,
): Outcome<Return> {
  touch(context, order);
  recordEvent(context, order, topic.replace("/", "_"), `Return ${found.name}: ${found.status.toLowerCase()}.`);
  context.publish([{ topic, payload }, ...orderHappenings(context, order, "orders/updated")]);
  return done(found);
}
