import type { FastifyRequest } from "fastify";
import * as body from "./control-schemas.ts";
import type { FulfillmentLine, Order, Return } from "./model/records.ts";
import { ShopRefusedError } from "./shop.ts";
import type { ShopifySandbox } from "./shopify-sandbox.ts";

type Post = (name: string, run: (found: Order, request: FastifyRequest) => unknown) => void;

/** Routes for the Returns of an order; lines are named by SKU, and a move is of the newest Return. */
export function registerReturns(post: Post, { admin }: ShopifySandbox): void {
  post("return", (order, request) => {
    const { lines, requested = false } = body.returnBody.parse(request.body);
    const draft = lines.map(({ sku, quantity, reason }) => ({
      fulfillmentLineId: sentLine(order, sku).id,
      quantity,
      ...(reason === undefined ? {} : { reason }),
    }));
    return returnSummary(admin.createReturn(order.id, { lines: draft, status: requested ? "REQUESTED" : "OPEN" }));
  });
  post("move-return", (order, request) => {
    const { move } = body.moveReturnBody.parse(request.body);
    return returnSummary(admin.moveReturn(newestReturn(order).id, move));
  });
  post("process-return", (order, request) => {
    const { lines, amount } = body.processReturnBody.parse(request.body);
    const found = newestReturn(order);
    const processed = lines.map(({ sku, quantity, restocked = true }) => {
      const item = order.lines.find((line) => line.sku === sku);
      const line = found.lines.find(({ lineItemId }) => lineItemId === item?.id);
      if (item === undefined || line === undefined)
        throw new ShopRefusedError(`Return ${found.name} has no line with SKU '${sku}'. Nothing was changed.`);
      const type = restocked ? "RESTOCKED" : "NOT_RESTOCKED";
      const dispositions = [{ type, quantity, locationId: null }];
      return { line: { id: line.id, quantity, dispositions }, price: item.unitPrice * quantity };
    });
    const money = amount ?? processed.reduce((total, { price }) => total + price, 0);
    const payment = order.transactions.find(({ kind }) => kind === "SALE" || kind === "CAPTURE");
    const transactions =
      payment === undefined || money === 0 ? [] : [{ amount: money, gateway: payment.gateway, parentId: payment.id }];
    return returnSummary(admin.processReturn(found.id, { lines: processed.map(({ line }) => line), transactions }));
  });
}

/** The despatched units of a SKU; the newest despatch comes first. */
function sentLine(order: Order, sku: string): FulfillmentLine {
  const lineIds = order.lines.filter((line) => line.sku === sku).map(({ id }) => id);
  const sent = order.fulfillments
    .flatMap(({ lines }) => lines)
    .findLast(({ lineItemId }) => lineIds.includes(lineItemId));
  if (sent !== undefined) return sent;
  throw new ShopRefusedError(`Order ${order.name} has despatched no units of SKU '${sku}'. Nothing was changed.`);
}

function newestReturn(order: Order): Return {
  const found = order.returns.at(-1);
  if (found !== undefined) return found;
  throw new ShopRefusedError(`Order ${order.name} has no Return. Nothing was changed.`);
}

const returnSummary = ({ id, name, status, lines }: Return) => ({
  id,
  name,
  status,
  lines: lines.map(({ id: lineId, lineItemId, quantity, processedQuantity, reason }) => ({
    id: lineId,
    lineItemId,
    quantity,
    processedQuantity,
    reason,
  })),
});
