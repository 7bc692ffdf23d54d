import type { SharedPeoplevox } from "../../../components/peoplevox/shared-warehouse.ts";
import type { ShopifyAdminClient } from "../../../components/shopify/admin-client.ts";
import { createCatalogueAudit } from "../../../domain/item-code/audit-catalogue.ts";
import type { CatalogueFinding } from "../../../domain/item-code/catalogue-finding.ts";
import { csvAsText, csvToFile } from "./csv-export.ts";
import type { CsvExport, CsvResult } from "./csv-export.ts";
import { createFindingsReport } from "./findings-report.ts";
import type { FindingCounts, FindingGroup } from "./findings-report.ts";
import { inWords } from "./in-words.ts";
import { readBothSides } from "./read-both-sides.ts";
import type { CatalogueRead } from "./read-both-sides.ts";
import { createSecondLook } from "./second-look.ts";

export interface AuditRequest {
  readonly shop: ShopifyAdminClient;
  /** Product states that count as sold. */
  readonly statuses: readonly string[];
  readonly peoplevox: Pick<SharedPeoplevox, "client" | "warehouse" | "profile">;
  /** Findings of a kind that the result shows; the CSV has them all. */
  readonly examplesPerKind: number;
  /** Whether ItemCodes that nobody sells are listed, or only counted. */
  readonly listNotSold: boolean;
  /** `null`: the CSV is part of the result while it is small. */
  readonly csvFile: string | null;
  readonly log: (text: string) => void;
}

export interface CatalogueAuditResult {
  /** Nothing was found but ItemCodes that nobody sells. */
  readonly clean: boolean;
  readonly shop: string;
  readonly counts: FindingCounts;
  readonly findings: readonly FindingGroup[];
  readonly read: CatalogueRead & { readonly itemCodes: number; readonly deactivatedItemCodes: number };
  /** Missing ones that were not looked up a second time; see the README. */
  readonly unconfirmed: number;
  readonly csv: CsvResult;
  readonly summary: string;
}

/** Findings that are worked on at a time. */
const FINDINGS_AT_ONCE = 1000;

/** Compares a shop's whole catalogue with its warehouse's. Changes nothing in either. */
export async function auditCatalogue(request: AuditRequest): Promise<CatalogueAuditResult> {
  const { shop, statuses, peoplevox, log } = request;
  // Opened first: a path that cannot be written to should not cost a hundred requests.
  const csv = request.csvFile === null ? csvAsText() : await csvToFile(request.csvFile);
  try {
    const audit = createCatalogueAudit(peoplevox.profile.itemCode);
    const read = await readBothSides(audit, { shop, statuses, warehouse: peoplevox.client, log });
    const { counts, findings, unconfirmed } = await report(audit.findings(), request, csv);
    const { active, deactivated } = audit.itemCodes();
    const result = {
      clean: Object.values({ ...counts, "not-sold": 0 }).every((count) => count === 0),
      shop: shop.shop,
      counts,
      findings,
      read: { ...read, itemCodes: active, deactivatedItemCodes: deactivated },
      unconfirmed,
      csv: await csv.finish(),
    };
    return { ...result, summary: inWords(result) };
  } finally {
    await csv.discard();
  }
}

async function report(
  found: Iterable<CatalogueFinding>,
  { peoplevox, examplesPerKind, listNotSold }: AuditRequest,
  csv: CsvExport,
): Promise<Pick<CatalogueAuditResult, "counts" | "findings" | "unconfirmed">> {
  const findings = createFindingsReport(examplesPerKind);
  const secondLook = createSecondLook(peoplevox.warehouse);
  for (const some of inGroups(found, FINDINGS_AT_ONCE)) {
    const confirmed = await secondLook.confirm(some);
    for (const finding of confirmed) findings.add(finding);
    await csv.add(confirmed.filter(({ kind }) => listNotSold || kind !== "not-sold"));
  }
  const groups = findings
    .groups()
    .map((group) => (listNotSold || group.kind !== "not-sold" ? group : { ...group, examples: [] }));
  return { counts: findings.counts(), findings: groups, unconfirmed: secondLook.unconfirmed() };
}

function* inGroups<T>(items: Iterable<T>, size: number): Generator<readonly T[]> {
  let group: T[] = [];
  for (const item of items) {
    group.push(item);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
