import type { SalesOrderField, SalesOrderItemField } from "./sales-order.ts";
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
   * see `fillTemplate` for the list. Several values may share one column.
   */
  readonly template: string;
  /** Longest text Peoplevox takes, in characters. */
  readonly maxLength: number;
}

/** One column of a Sales Order's lines that LastEdit keeps in step with Shopify. */
export interface ItemFieldMapping {
  readonly field: SalesOrderItemField;
  /** As for `FieldMapping`, with `{line.property.Engraving}`, `{line.title}` and `{line.sku}` beside. */
  readonly template: string;
  readonly maxLength: number;
}

/** How a Sales Order is created where no other integration imports orders. */
export interface NewOrderProfile {
  /** Columns written when the Sales Order is created, and left alone afterwards; columns in `fields` win. */
  readonly fields: readonly FieldMapping[];
  /** Columns of the customer's own record, written before the Sales Order; `null` where none is wanted. */
  readonly customer: {
    /** Key of the record, and what the Sales Order's column `Customer` then says. */
    readonly reference: string;
    readonly name: string;
  } | null;
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
  /**
   * Columns of the lines kept in step with Shopify. Where the tenant keeps `Line`, units of one ItemCode with different
   * texts are different lines; elsewhere there is one line per ItemCode, and its text joins them.
   */
  readonly itemFields: readonly ItemFieldMapping[];
  /**
   * Shipping method (title or code; upper and lower case do not matter) → ServiceType code, `*` for any other. Empty:
   * the service is left alone.
   */
  readonly serviceTypes: Readonly<Record<string, string>>;
  /** Order metafields, as `namespace.key`, that templates may name. */
  readonly metafields: readonly string[];
  readonly newOrders: NewOrderProfile;
  /** Status name in lower case → phase, beside the standard names. */
  readonly statusPhases: Readonly<Record<string, StatusPhase>>;
  readonly itemCode: { readonly rules: readonly ItemCodeRule[]; readonly table: Readonly<Record<string, string>> };
}
