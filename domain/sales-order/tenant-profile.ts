import type { SalesOrderField } from "./sales-order.ts";
import type { StatusPhase } from "./status-phase.ts";
import type { ItemCodeRule } from "../item-code/item-code.ts";

/** Where a Sales Order's number or reference comes from in Shopify. */
export type OrderIdentity = "order-name" | "order-name-without-hash" | "order-id";

/**
 * What a tenant's Peoplevox can do with a line that is no longer wanted. Public material does not settle whether
 * lines can be removed at all, so the default is `"none"`: the Sales Order is replaced by a new one.
 */
export type LineRemoval = "none" | "quantity-0" | "delete-row";

/** One Sales Order column that LastEdit keeps in step with Shopify. */
export interface FieldMapping {
  readonly field: SalesOrderField;
  /**
   * Text with `{order.name}`, `{attribute.Gift message}`, `{note}`, `{address.line1}` … placeholders;
   * see `fillTemplate` in `desired-sales-order.ts` for the list.
   */
  readonly template: string;
  /** Longest text Peoplevox takes, in characters. */
  readonly maxLength: number;
}

/** What is particular to one merchant's Peoplevox tenant, as far as rules need to know it. */
export interface TenantProfile {
  readonly salesOrderNumber: { readonly from: OrderIdentity; readonly prefix: string; readonly suffix: string };
  /** What the importing integration writes to `CustomerPurchaseOrderReferenceNumber`: the lineage. */
  readonly reference: { readonly from: OrderIdentity };
  readonly lineRemoval: LineRemoval;
  /** Whether item rows carry the column `Line`; then it holds Shopify's line id on rows that LastEdit adds. */
  readonly usesLine: boolean;
  /** Columns kept in step with Shopify. Empty: lines only. */
  readonly fields: readonly FieldMapping[];
  /** Status name in lower case → phase, beside the standard names. */
  readonly statusPhases: Readonly<Record<string, StatusPhase>>;
  readonly itemCode: { readonly rules: readonly ItemCodeRule[]; readonly table: Readonly<Record<string, string>> };
}
