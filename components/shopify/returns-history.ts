import type { OrderSnapshot } from "../../domain/sales-order/order-snapshot.ts";
import type {
  RefundAdjustment,
  RefundLine,
  RefundSnapshot,
  RestockLocation,
  RestockType,
  ReturnLine,
  ReturnsHistory,
  ReturnSnapshot,
  ReturnStatus,
  TransactionStatus,
} from "../../domain/returns/returns-snapshot.ts";
import { idOfGid } from "./gid.ts";
import type { RefundLineNode, ReturnLineNode, ReturnsParts } from "./returns-parts.ts";

/** Which of the shop's locations send goods back to this warehouse. */
export interface WarehouseLocations {
  /** Names or ids of the locations whose stock is the warehouse's; empty: those that fulfil online orders. */
  readonly warehouseLocations: readonly string[];
}

/**
 * Shopify's answer in our words. Pure.
 *
 * Lines of a Return that Shopify could not tie to a despatch (`UnverifiedReturnLineItem`) name no line of the order;
 * they are left out.
 */
export function toReturnsHistory(
  order: OrderSnapshot,
  { refunds, returns }: ReturnsParts,
  locations: WarehouseLocations,
): ReturnsHistory {
  return {
    order,
    refunds: refunds.map(({ refund, lines }): RefundSnapshot => ({
      id: idOfGid(refund.id),
      createdAt: refund.createdAt ?? order.updatedAt,
      note: refund.note,
      returnId: refund.return === null ? null : idOfGid(refund.return.id),
      lines: lines.map((line, index) => toRefundLine(line, index, locations)),
      transactions: refund.transactions.nodes.map(({ id, status, amountSet }) => ({
        id: idOfGid(id),
        status: transactionStatus(status),
        amount: amountSet.shopMoney.amount,
      })),
      adjustments: adjustmentsOf(refund),
    })),
    returns: returns.map(({ node, lines }): ReturnSnapshot => ({
      id: idOfGid(node.id),
      name: node.name,
      status: returnStatus(node.status),
      createdAt: node.createdAt,
      lines: lines.flatMap(toReturnLine),
    })),
  };
}

function toRefundLine(line: RefundLineNode, index: number, locations: WarehouseLocations): RefundLine {
  return {
    // The schema lets the id be absent; a refund never changes, so a place in it names a line as well.
    id: line.id === null ? `line-${index + 1}` : idOfGid(line.id),
    lineId: idOfGid(line.lineItem.id),
    sku: line.lineItem.sku,
    quantity: line.quantity,
    restockType: restockType(line.restockType),
    location: restockLocation(line.location, locations),
  };
}

function toReturnLine(line: ReturnLineNode): ReturnLine[] {
  if (!("fulfillmentLineItem" in line)) return [];
  const { lineItem } = line.fulfillmentLineItem;
  const note = [line.returnReasonNote, line.customerNote ?? ""].filter((text) => text !== "").join(" / ");
  return [
    {
      id: idOfGid(line.id),
      lineId: idOfGid(lineItem.id),
      sku: lineItem.sku,
      quantity: line.quantity,
      processedQuantity: line.processedQuantity,
      reason: line.returnReasonDefinition?.handle ?? null,
      note: note === "" ? null : note,
    },
  ];
}

/** GraphQL has no kinds of adjustment, as REST had: delivery and duties stand in lists of their own. */
function adjustmentsOf(refund: ReturnsParts["refunds"][number]["refund"]): RefundAdjustment[] {
  return [
    ...refund.refundShippingLines.nodes.map(({ subtotalAmountSet }) => ({
      kind: "shipping" as const,
      amount: subtotalAmountSet.shopMoney.amount,
    })),
    ...(refund.duties ?? []).map(({ amountSet }) => ({
      kind: "duties-or-fees" as const,
      amount: amountSet.shopMoney.amount,
    })),
    ...refund.orderAdjustments.nodes.map(({ amountSet }) => ({
      kind: "discrepancy" as const,
      amount: amountSet.shopMoney.amount,
    })),
  ];
}

/** Assumption: unless the merchant names the warehouse's locations, a location that sends no online orders is a shop. */
function restockLocation(
  location: RefundLineNode["location"],
  { warehouseLocations }: WarehouseLocations,
): RestockLocation {
  if (location === null) return "none";
  if (warehouseLocations.length === 0) return location.fulfillsOnlineOrders ? "warehouse" : "shop";
  const names = [location.name, location.id, idOfGid(location.id)].map((name) => name.trim().toLowerCase());
  return warehouseLocations.some((wanted) => names.includes(wanted.trim().toLowerCase())) ? "warehouse" : "shop";
}

const RESTOCK_TYPES: ReadonlyMap<string, RestockType> = new Map([
  ["RETURN", "return"],
  ["CANCEL", "cancel"],
  ["NO_RESTOCK", "no-restock"],
  ["LEGACY_RESTOCK", "legacy-restock"],
]);

/** A type that a later API version adds promises nothing, as `NO_RESTOCK`. */
const restockType = (type: string): RestockType => RESTOCK_TYPES.get(type) ?? "no-restock";

const RETURN_STATUSES: ReadonlyMap<string, ReturnStatus> = new Map([
  ["REQUESTED", "requested"],
  ["OPEN", "open"],
  ["CLOSED", "closed"],
  ["DECLINED", "declined"],
  ["CANCELED", "cancelled"],
]);

/** @throws {RangeError} For a status that nobody knows: goods may come back or not */
function returnStatus(status: string): ReturnStatus {
  const known = RETURN_STATUSES.get(status);
  if (known !== undefined) return known;
  throw new RangeError(
    `Return status "${status}" is not known; expected one of ${[...RETURN_STATUSES.keys()].join(", ")}. Nothing was changed.`,
  );
}

function transactionStatus(status: string): TransactionStatus {
  if (status === "SUCCESS") return "success";
  return status === "FAILURE" || status === "ERROR" ? "failure" : "pending";
}
