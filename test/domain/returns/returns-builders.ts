import type {
  RefundLine,
  RefundSnapshot,
  ReturnLine,
  ReturnsHistory,
  ReturnSnapshot,
} from "../../../domain/returns/returns-snapshot.ts";
import { DEFAULT_RETURNS_PROFILE } from "../../../domain/returns/returns-profile.ts";
import type { ReturnsProfile } from "../../../domain/returns/returns-profile.ts";
import type { OrderLine } from "../../../domain/sales-order/order-snapshot.ts";
import { aLine, anOrder } from "../../support/order-builders.ts";

/** One unit of line 11 restocked as returned, to the warehouse; give what differs. */
export function aRefundLine(differs: Partial<RefundLine> = {}): RefundLine {
  return {
    id: "8011",
    lineId: "11",
    sku: "TEE",
    quantity: 1,
    restockType: "return",
    location: "warehouse",
    ...differs,
  };
}

/** A paid refund of one unit of line 11, without a Return; give what differs. */
export function aRefund(differs: Partial<RefundSnapshot> = {}): RefundSnapshot {
  return {
    id: "801",
    createdAt: "2026-11-24T12:00:00Z",
    note: null,
    returnId: null,
    lines: [aRefundLine()],
    transactions: [{ id: "7001", status: "success", amount: "10.00" }],
    adjustments: [],
    ...differs,
  };
}

export function aReturnLine(differs: Partial<ReturnLine> = {}): ReturnLine {
  return {
    id: "9011",
    lineId: "11",
    sku: "TEE",
    quantity: 1,
    processedQuantity: 0,
    reason: "SIZE_TOO_SMALL",
    note: null,
    ...differs,
  };
}

/** An open Return of one unit of line 11; give what differs. */
export function aReturn(differs: Partial<ReturnSnapshot> = {}): ReturnSnapshot {
  return {
    id: "901",
    name: "#1001-R1",
    status: "open",
    createdAt: "2026-11-24T11:00:00Z",
    lines: [aReturnLine()],
    ...differs,
  };
}

/** Line 11 with all units despatched, of which some were refunded later. */
export function aSentLine(units: number, refunded: number, differs: Partial<OrderLine> = {}): OrderLine {
  return aLine({
    quantity: units,
    currentQuantity: units - refunded,
    unfulfilledQuantity: 0,
    fulfilledQuantity: units,
    ...differs,
  });
}

export function aHistory(
  lines: readonly OrderLine[],
  refunds: readonly RefundSnapshot[],
  returns: readonly ReturnSnapshot[] = [],
  cancelledAt: string | null = null,
): ReturnsHistory {
  return { order: anOrder({ lines, cancelledAt }), refunds, returns };
}

export function aReturnsProfile(differs: Partial<ReturnsProfile> = {}): ReturnsProfile {
  return { ...DEFAULT_RETURNS_PROFILE, capability: "rma-templates", ...differs };
}
