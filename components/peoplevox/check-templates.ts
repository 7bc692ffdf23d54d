import { IntegrationError } from "../integration-error.ts";
import type { SharedPeoplevox } from "./shared-warehouse.ts";
import { templateNames } from "./template-names.ts";
import type { TemplateKey } from "./template-table.ts";

/** What a check of a tenant's templates found. */
export interface TemplateFinding {
  /** The tenant's name of the template. */
  readonly template: string;
  /** Needed columns the tenant has not configured, by their documented names. */
  readonly missingColumns: readonly string[];
  /** Why the template cannot be used at all, or `null`. */
  readonly problem: string | null;
}

/**
 * Compares the tenant's integration templates with what LastEdit needs, so that a slip in the set-up is found before
 * the first order. Changes nothing and costs one request per template.
 *
 * @returns One finding per template, in order; no missing column and no problem means that it is fit for use
 * @throws {IntegrationError} Peoplevox cannot be reached or refuses to log us in
 */
export async function checkTemplates(
  peoplevox: Pick<SharedPeoplevox, "client" | "profile" | "connection">,
): Promise<TemplateFinding[]> {
  const { client, profile, connection } = peoplevox;
  const needed: Partial<Record<TemplateKey, readonly string[]>> = {
    salesOrders: [
      "SalesOrderNumber",
      "CustomerPurchaseOrderReferenceNumber",
      "Status",
      "OnHold",
      "StopShip",
      ...profile.fields.map(({ field }) => field),
      ...(Object.keys(profile.serviceTypes).length > 0 ? ["ServiceType"] : []),
    ],
    salesOrderItems: [
      "SalesOrderNumber",
      "ItemCode",
      "QuantityOrdered",
      ...(profile.usesLine ? ["Line"] : []),
      ...profile.itemFields.map(({ field }) => field),
    ],
    itemTypes: ["ItemCode", "Name", "Barcode"],
    ...(profile.newOrders.customer === null ? {} : { customers: ["Reference", "Name"] }),
  };
  const checks = Object.entries(needed).map(async ([key, columns]): Promise<TemplateFinding> => {
    const { template } = templateNames(key as TemplateKey, connection);
    try {
      const configured = new Set(await client.getSaveTemplate(key as TemplateKey));
      return { template, missingColumns: columns.filter((column) => !configured.has(column)), problem: null };
    } catch (error) {
      if (!(error instanceof IntegrationError) || error.code !== "peoplevox-template-not-configured") throw error;
      return { template, missingColumns: columns, problem: error.message };
    }
  });
  return Promise.all(checks);
}
