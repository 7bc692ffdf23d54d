import type { TemplateWrite } from "../../domain/returns/document-writes.ts";
import type { ReturnDocument } from "../../domain/returns/return-document.ts";
import type { ReturnsCapability, ReturnsProfile } from "../../domain/returns/returns-profile.ts";

/** The tenant's returns profile as people write it: what the tenant can do may be left to be found out. */
export interface ReturnsSettings extends Omit<ReturnsProfile, "capability"> {
  /** `discover`: RMA templates where the tenant has them, else purchase orders, else nothing. */
  readonly capability: ReturnsCapability | "discover";
  /** Where despatched units are read: the lines of despatched Sales Orders, or the report "Despatch summary". */
  readonly despatchedUnits: "sales-orders" | "despatch-summary";
}

/** What the returns bench of a merchant's Peoplevox is told: RMAs, or returns purchase orders. */
export interface ReturnsDesk {
  /**
   * The returns profile, with what the tenant can do.
   *
   * @throws {PeoplevoxTemplateNotConfiguredError} When a template that is to be used lacks a needed column
   */
  profile(): Promise<ReturnsProfile>;
  /** The documents that Peoplevox has under these numbers, with their items. */
  readDocuments(numbers: readonly string[]): Promise<ReturnDocument[]>;
  /**
   * Units that left the warehouse with these Sales Orders, by ItemCode; `null` where the lines of the Sales Orders tell.
   */
  despatchedUnits(salesOrderNumbers: readonly string[]): Promise<ReadonlyMap<string, number> | null>;
  /**
   * Adds or changes rows. Columns that the tenant's template does not have are left out, needed ones excepted.
   *
   * @throws {PeoplevoxRowsRefusedError} Naming refused and stored rows
   */
  save(write: TemplateWrite): Promise<void>;
}
