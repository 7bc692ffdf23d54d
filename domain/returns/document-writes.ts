import type { OrderSnapshot } from "../sales-order/order-snapshot.ts";
import type { RowDifference, RowWrite } from "./document-rows.ts";
import { cutComment, cutCustomerName } from "./return-document.ts";
import type { ReturnDocumentItem } from "./return-document.ts";
import type { ReturnsProfile } from "./returns-profile.ts";

/** Templates that announce goods, by LastEdit's key for them; the Peoplevox client knows the tenant's names. */
export type ReturnsTemplate = "rmas" | "rmaItems" | "purchaseOrders" | "purchaseOrderItems";

export type TemplateRow = Readonly<Record<string, string>>;

/** Rows for one SaveData call. All rows have the same columns, since a blank cell overwrites. */
export interface TemplateWrite {
  readonly template: ReturnsTemplate;
  readonly rows: readonly TemplateRow[];
}

/** What a document is told about, in words. */
export interface DocumentHead {
  readonly number: string;
  readonly salesOrderNumber: string;
  readonly order: OrderSnapshot;
  /** Such as `Return #1001-R1`. */
  readonly title: string;
}

/**
 * Columns of the RMA templates. Assumption: names taken from the captions of a returns portal's report; a tenant's own
 * names are set in the profile.
 */
export function createRma(head: DocumentHead, rows: readonly RowWrite[], profile: ReturnsProfile): TemplateWrite[] {
  const { number, salesOrderNumber, order, title } = head;
  return [
    {
      template: "rmas",
      rows: [
        {
          RmaNumber: number,
          SalesOrderNumber: salesOrderNumber,
          CustomerName: cutCustomerName(order.shippingAddress?.name ?? ""),
          Comment: cutComment(`${title} of ${order.name} in Shopify`),
        },
      ],
    },
    ...addRmaItems(number, rows, profile),
  ];
}

/** A returns purchase order: the documented way to let goods-in receive returned parcels without an RMA template. */
export function createReturnsPurchaseOrder(
  { number, order, title }: DocumentHead,
  rows: readonly RowWrite[],
  profile: ReturnsProfile,
): TemplateWrite[] {
  const header = { PurchaseOrderNumber: number, Status: "Pending", Reference: `${order.name} ${title}`.slice(0, 50) };
  return [
    {
      template: "purchaseOrders",
      rows: [profile.supplier === "" ? header : { ...header, Supplier: profile.supplier }],
    },
    ...addPurchaseOrderItems(number, rows, profile),
  ];
}

/** Writes only rows that are new and units that changed. */
export function correctDocument(
  number: string,
  { added, changed }: RowDifference,
  profile: ReturnsProfile,
): TemplateWrite[] {
  return profile.capability === "rma-templates"
    ? [...addRmaItems(number, added, profile), ...changeRmaItems(number, changed, profile)]
    : [...addPurchaseOrderItems(number, added, profile), ...changePurchaseOrderItems(number, changed, profile)];
}

/** Assumption: an RMA is cancelled as a Sales Order is, by its status; a purchase order takes `Cancelled` as documented. */
export function voidDocument(number: string, { capability }: Pick<ReturnsProfile, "capability">): TemplateWrite[] {
  return capability === "rma-templates"
    ? [{ template: "rmas", rows: [{ RmaNumber: number, Status: "Cancelled" }] }]
    : [{ template: "purchaseOrders", rows: [{ PurchaseOrderNumber: number, Status: "Cancelled" }] }];
}

function addRmaItems(number: string, rows: readonly RowWrite[], profile: ReturnsProfile): TemplateWrite[] {
  return written(
    "rmaItems",
    rows.map(({ row, quantity }) => ({
      RmaNumber: number,
      ...lineColumn(row.line, profile),
      ItemCode: row.itemCode,
      Quantity: String(quantity),
      Reason: row.reason === null ? profile.refundReason : mapped(profile.reasons, row.reason, ""),
      ExpectedState: mapped(profile.conditions, row.reason ?? "", profile.expectedState),
      Comment: cutComment(row.note ?? ""),
    })),
  );
}

/** Assumption: an RMA row is taken back by quantity 0; nothing public says how a row is removed. */
function changeRmaItems(
  number: string,
  items: readonly ReturnDocumentItem[],
  profile: ReturnsProfile,
): TemplateWrite[] {
  return written(
    "rmaItems",
    items.map(({ itemCode, line, quantity }) => ({
      RmaNumber: number,
      ...lineColumn(line, profile),
      ItemCode: itemCode,
      Quantity: String(quantity),
    })),
  );
}

function addPurchaseOrderItems(number: string, rows: readonly RowWrite[], profile: ReturnsProfile): TemplateWrite[] {
  return changePurchaseOrderItems(
    number,
    rows.map(({ row: { itemCode, line }, quantity }) => ({ itemCode, line, quantity })),
    profile,
  );
}

function changePurchaseOrderItems(
  number: string,
  items: readonly ReturnDocumentItem[],
  profile: ReturnsProfile,
): TemplateWrite[] {
  return written(
    "purchaseOrderItems",
    items.map(({ itemCode, line, quantity }) => ({
      PurchaseOrderNumber: number,
      ItemCode: itemCode,
      ...lineColumn(line, profile),
      Quantity: String(quantity),
      Status: quantity === 0 ? "Closed" : "Pending",
    })),
  );
}

function written(template: ReturnsTemplate, rows: readonly TemplateRow[]): TemplateWrite[] {
  return rows.length === 0 ? [] : [{ template, rows }];
}

function lineColumn(line: string | null, { usesLine }: ReturnsProfile): { readonly Line?: string } {
  return usesLine ? { Line: line ?? "" } : {};
}

function mapped(table: Readonly<Record<string, string>>, reason: string, otherwise: string): string {
  return new Map(Object.entries(table)).get(reason) ?? otherwise;
}
