import type { ReturnsTemplate } from "../../domain/returns/document-writes.ts";
import type { ReturnsCapability } from "../../domain/returns/returns-profile.ts";
import { IntegrationError } from "../integration-error.ts";
import { PeoplevoxTemplateNotConfiguredError } from "./peoplevox-errors.ts";
import { templateNames } from "./template-names.ts";
import type { ConnectionProfile } from "./tenant-profile/connection-profile.ts";
import type { PeoplevoxClient } from "./wms-client.ts";

/** Columns without which a document cannot be written or recognised. */
const NEEDED = {
  rmas: ["RmaNumber", "SalesOrderNumber", "Status"],
  rmaItems: ["RmaNumber", "ItemCode", "Quantity"],
  purchaseOrders: ["PurchaseOrderNumber", "Status"],
  purchaseOrderItems: ["PurchaseOrderNumber", "ItemCode", "Quantity"],
} as const satisfies Record<ReturnsTemplate, readonly string[]>;

/** Header template first. */
export const DOCUMENT_TEMPLATES = {
  "rma-templates": ["rmas", "rmaItems"],
  "purchase-order": ["purchaseOrders", "purchaseOrderItems"],
} as const satisfies Record<Exclude<ReturnsCapability, "none">, readonly ReturnsTemplate[]>;

/** Templates are set up once; a change is seen after this time. */
const FRESH_FOR_MS = 10 * 60_000;

export interface ReturnsTemplates {
  /** What the tenant's templates allow. Changes nothing. */
  discover(): Promise<ReturnsCapability>;
  /**
   * The columns of a template.
   *
   * @throws {PeoplevoxTemplateNotConfiguredError} When it is not there or lacks a needed column
   */
  columns(template: ReturnsTemplate): Promise<ReadonlySet<string>>;
}

/** Asks for the tenant's templates, each at most once in ten minutes. */
export function createReturnsTemplates(
  client: Pick<PeoplevoxClient, "getSaveTemplate">,
  connection: Pick<ConnectionProfile, "templates" | "columns">,
  settings: { readonly usesLine: boolean; readonly now: () => number },
): ReturnsTemplates {
  const kept = new Map<ReturnsTemplate, { readonly until: number; readonly columns: Promise<readonly string[]> }>();

  function configured(template: ReturnsTemplate): Promise<readonly string[]> {
    const known = kept.get(template);
    if (known !== undefined && settings.now() < known.until) return known.columns;
    const columns = client.getSaveTemplate(template);
    kept.set(template, { until: settings.now() + FRESH_FOR_MS, columns });
    columns.catch(() => kept.delete(template));
    return columns;
  }

  async function columns(template: ReturnsTemplate): Promise<ReadonlySet<string>> {
    const found = new Set(await configured(template));
    const needed = [...NEEDED[template], ...(settings.usesLine && template.endsWith("Items") ? ["Line"] : [])];
    const missing = needed.filter((column) => !found.has(column));
    if (missing.length === 0) return found;
    throw new PeoplevoxTemplateNotConfiguredError(
      templateNames(template, connection).template,
      `it has no column ${missing.join(", ")}, which we need for returns.`,
    );
  }

  /** Half of a pair, or a pair that lacks a column, is a slip in the set-up and no reason to go another way. */
  async function pair([header, items]: readonly [ReturnsTemplate, ReturnsTemplate]): Promise<boolean> {
    // Both answers are awaited, so that after a failure none is under way that a later call would take for its own.
    const questions = [header, items].map((template) => isConfigured(configured(template)));
    await Promise.allSettled(questions);
    const there = await Promise.all(questions);
    if (!there.includes(true)) return false;
    await Promise.all([columns(header), columns(items)]);
    return true;
  }

  return {
    columns,
    async discover() {
      if (await pair(DOCUMENT_TEMPLATES["rma-templates"])) return "rma-templates";
      return (await pair(DOCUMENT_TEMPLATES["purchase-order"])) ? "purchase-order" : "none";
    },
  };
}

async function isConfigured(columns: Promise<readonly string[]>): Promise<boolean> {
  try {
    await columns;
    return true;
  } catch (error) {
    if (error instanceof IntegrationError && error.code === "peoplevox-template-not-configured") return false;
    throw error;
  }
}
