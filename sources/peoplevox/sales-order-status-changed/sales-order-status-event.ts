import type { SalesOrderHeader } from "../../../domain/sales-order/sales-order.ts";
import type { StatusPhase } from "../../../domain/sales-order/status-phase.ts";
import type { OrderIdentity, TenantProfile } from "../../../domain/sales-order/tenant-profile.ts";

/** What the source tells of one Sales Order, as Peoplevox showed it when it was looked at. */
export interface SalesOrderStatusEvent {
  /** The shop given in the props; `null` where none is. */
  readonly shop: string | null;
  /** The Shopify order, as far as the Sales Order names it: one of the two is `null`. */
  readonly orderName: string | null;
  readonly orderId: string | null;
  readonly salesOrderNumber: string;
  readonly reference: string;
  readonly status: string;
  readonly phase: StatusPhase;
  /** `null`: the source had not seen this Sales Order before. */
  readonly previousStatus: string | null;
  /** The warehouse works on it or has finished, and it is neither cancelled nor gone. */
  readonly workStarted: boolean;
  readonly onHold: boolean;
  readonly stopShip: boolean;
  /** `callback`: Peoplevox told; `poll`: its callback did not arrive. */
  readonly reason: "callback" | "poll";
  /** ISO 8601, UTC. */
  readonly seenAt: string;
}

/** An unknown status counts as work started, so that an order is never changed by mistake. */
export const isInWork = (phase: StatusPhase): boolean =>
  phase === "picking" || phase === "picked" || phase === "unknown";

/** The Shopify order a Sales Order stands for, from its reference, or from its number where it has none. */
export function orderOfSalesOrder(
  { reference, salesOrderNumber }: Pick<SalesOrderHeader, "reference" | "salesOrderNumber">,
  profile: Pick<TenantProfile, "reference" | "salesOrderNumber">,
): { readonly orderName: string | null; readonly orderId: string | null } {
  if (reference !== "") return named(reference, profile.reference.from);
  const { from, prefix, suffix } = profile.salesOrderNumber;
  const number = salesOrderNumber.replace(/-R\d+$/, "");
  if (!number.startsWith(prefix) || !number.endsWith(suffix)) return { orderName: null, orderId: null };
  return named(number.slice(prefix.length, number.length - suffix.length), from);
}

function named(text: string, from: OrderIdentity) {
  switch (from) {
    case "order-name":
      return { orderName: text, orderId: null };
    case "order-name-without-hash":
      return { orderName: `#${text}`, orderId: null };
    case "order-id":
      return { orderName: null, orderId: text };
  }
}

/** `Sales Order 1001: Allocated → Partially picked` */
export function statusSummary({ salesOrderNumber, previousStatus, status }: SalesOrderStatusEvent): string {
  return `Sales Order ${salesOrderNumber}: ${previousStatus === null ? "" : `${previousStatus} → `}${status}`;
}
