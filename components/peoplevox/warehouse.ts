import type { CustomerRecord } from "../../domain/sales-order/new-sales-order.ts";
import type {
  ObservedSalesOrder,
  SalesOrderFields,
  SalesOrderHeader,
  SalesOrderItem,
} from "../../domain/sales-order/sales-order.ts";

/** An item row to write. `line` is sent only where the tenant keeps the column `Line` and the row has one. */
export interface SalesOrderItemWrite extends SalesOrderItem {
  readonly unitPrice?: string;
  /**
   * The quantity is not sent, since it stays as it is. Assumption: an item row may leave QuantityOrdered out, as other
   * columns may be left out.
   */
  readonly textsOnly?: true;
}

/** One record of the Peoplevox template "Item types". */
export interface ItemRecord {
  readonly itemCode: string;
  readonly name: string;
  readonly barcode: string;
  /** Deactivated in Peoplevox: its ItemCode carries the `~D~` marker. */
  readonly deactivated: boolean;
}

/**
 * A merchant's Peoplevox in our words: what the rules and the actions need, nothing else.
 *
 * Each method may be called for one order; calls that wait for the tenant's request budget at the same time are
 * merged into one request (up to 100 search terms or 100 rows), and each caller gets its own part of the answer.
 * A refused row rejects with `PeoplevoxRowsRefusedError` for its own caller only.
 */
export interface Warehouse {
  /** All Sales Orders (header and items) of one lineage, by `CustomerPurchaseOrderReferenceNumber` or by number. */
  findLineage(lineage: {
    readonly reference: string;
    readonly salesOrderNumber: string;
  }): Promise<ObservedSalesOrder[]>;
  /** `null` when there is none: Peoplevox's SaveData would create it, so callers check first. */
  readSalesOrder(salesOrderNumber: string): Promise<ObservedSalesOrder | null>;
  readHeader(salesOrderNumber: string): Promise<SalesOrderHeader | null>;
  /** Writes only the columns given. A blank value blanks the stored one. */
  saveHeader(salesOrderNumber: string, fields: SalesOrderFields): Promise<void>;
  /** Adds or changes item rows. Rejects with `PeoplevoxRowsRefusedError` naming refused and stored rows. */
  saveItems(salesOrderNumber: string, items: readonly SalesOrderItemWrite[]): Promise<void>;
  /** SaveData with Action 2 on item rows, for tenants where that removes a line. */
  deleteItems(salesOrderNumber: string, items: readonly SalesOrderItem[]): Promise<void>;
  /** Adds or changes a customer's record, by its reference. Blank texts are left alone. */
  saveCustomer(customer: CustomerRecord): Promise<void>;
  /** ItemCodes that exist, by their exact code; a code that is not there is absent from the map. */
  findItems(itemCodes: readonly string[]): Promise<ReadonlyMap<string, ItemRecord>>;
  /** Records whose ItemCode, name or barcode looks like the text, for suggestions; at most `limit`. */
  searchItems(text: string, limit: number): Promise<ItemRecord[]>;
}
