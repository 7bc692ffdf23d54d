/**
 * How a tenant's Peoplevox is told of goods that come back. Public material says that RMAs exist but not their import
 * template, so the default is `purchase-order`, the documented way round.
 */
export type ReturnsCapability = "rma-templates" | "purchase-order" | "none";

/** What is particular to a tenant's returns. */
export interface ReturnsProfile {
  readonly capability: ReturnsCapability;
  /** Put before Shopify's id, which makes the number of the RMA or purchase order. */
  readonly numberPrefix: { readonly refund: string; readonly return: string };
  /** Whether item rows carry the column `Line`; then it holds Shopify's line id. */
  readonly usesLine: boolean;
  /** Shopify return reason → code of a Peoplevox return reason. A reason without an entry is not sent. */
  readonly reasons: Readonly<Record<string, string>>;
  /** Peoplevox return reason of a refund without a Return; empty: none is sent. */
  readonly refundReason: string;
  /** Shopify return reason → Peoplevox item state (condition) the bench should expect. */
  readonly conditions: Readonly<Record<string, string>>;
  /** Item state for a reason without an entry; empty: none is sent. */
  readonly expectedState: string;
  /** Supplier of a returns purchase order; empty: none is sent. */
  readonly supplier: string;
}

export const DEFAULT_RETURNS_PROFILE: ReturnsProfile = {
  capability: "purchase-order",
  numberPrefix: { refund: "REFUND-", return: "RETURN-" },
  usesLine: false,
  reasons: {},
  refundReason: "",
  conditions: {},
  expectedState: "",
  supplier: "",
};
