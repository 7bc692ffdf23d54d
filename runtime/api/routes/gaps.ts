import { readFile } from "node:fs/promises";
import { gapDays } from "../../store/runs/gap-days.ts";
import type { ApiContext } from "../api-context.ts";
import { notFound } from "../api-error.ts";
import type { GAPS } from "../contract/gaps.ts";
import type { AnswerOf } from "../contract/route-table.ts";
import type { Handlers } from "../handlers.ts";
import { csvOf } from "../recipes/csv.ts";
import { gapsNow, latestAudit, latestLooks } from "../recipes/gaps-read.ts";
import type { AuditRow } from "../recipes/gaps-read.ts";

type Audit = NonNullable<AnswerOf<typeof GAPS.catalogue>>;
interface CsvPlace {
  readonly file?: string | null;
  readonly text?: string | null;
}

const WATCHING = ["watch-sync-gaps"];

export function gapRoutes({ store, installation }: ApiContext): Handlers<typeof GAPS> {
  const { database } = store;

  return {
    async latest() {
      const [gaps, looks] = await Promise.all([gapsNow(database), latestLooks(database, 50)]);
      const countsByKind: Record<string, number> = {};
      for (const { kind } of gaps) countsByKind[kind] = (countsByKind[kind] ?? 0) + 1;
      return {
        checkedAt: looks[0]?.at.toISOString() ?? null,
        gaps,
        countsByKind,
        runs: looks.map((look) => ({ ...look, at: look.at.toISOString() })),
        notWatching: WATCHING.flatMap((recipe) => {
          const because = installation.idle.get(recipe);
          return because === undefined ? [] : [{ recipe, because }];
        }),
      };
    },

    async latestCsv() {
      const header = [
        "Gap",
        "Order",
        "Sales Order",
        "Owner",
        "Severity",
        "What",
        "What to do",
        "Until (UTC)",
        "Since (UTC)",
      ];
      const rows = (await gapsNow(database)).map((gap) => [
        gap.title,
        gap.orderName,
        gap.salesOrderNumber ?? "",
        gap.owner,
        gap.severity,
        gap.inWords,
        gap.whatToDo,
        gap.mattersUntil ?? "",
        gap.firstSeenAt,
      ]);
      return { fileName: `gaps-${today()}.csv`, body: csvOf(header, rows) };
    },

    history: async ({ query }) => ({ days: await gapDays(database, query.days) }),

    async historyCsv({ query }) {
      const rows = (await gapDays(database, query.days)).map(({ day, looks, repaired, raised, failed }) => [
        day,
        looks,
        repaired,
        raised,
        failed,
      ]);
      const body = csvOf(["Day (UTC)", "Orders looked at", "Repaired", "Raised", "Failed"], rows);
      return { fileName: `gap-history-${today()}.csv`, body };
    },

    async catalogue() {
      const found = await latestAudit(database);
      return found === null ? null : auditOf(found);
    },

    async catalogueCsv() {
      const found = await latestAudit(database);
      if (found === null) throw notFound("catalogue audit yet");
      const fileName = `sku-audit-${found.at.toISOString().slice(0, 10)}.csv`;
      return { fileName, body: (await wholeCsv(found)) ?? examplesCsv(auditOf(found)) };
    },
  };
}

function auditOf({ runId, at, result, summary }: AuditRow): Audit {
  const { clean, shop, counts, findings, csv } = result as Partial<Audit> & { readonly csv?: CsvPlace };
  return {
    runId,
    at: at.toISOString(),
    clean: clean === true,
    shop: shop ?? "",
    summary,
    counts: counts ?? {},
    findings: findings ?? [],
    csvIsComplete: typeof csv?.text === "string" || typeof csv?.file === "string",
  };
}

/** The CSV that the audit made: its rows are safe for spreadsheets already. `null` when it is not there. */
async function wholeCsv({ result }: AuditRow): Promise<string | null> {
  const { csv } = result as { readonly csv?: CsvPlace };
  if (typeof csv?.text === "string") return csv.text;
  if (typeof csv?.file !== "string") return null;
  try {
    return await readFile(csv.file, "utf8");
  } catch {
    return null;
  }
}

function examplesCsv({ findings }: Audit): string {
  const header = ["Finding", "Severity", "Owner", "SKU", "ItemCode", "Variant id", "Product", "Detail", "What to do"];
  const rows = findings.flatMap(({ title, severity, owner, whatToDo, examples }) =>
    examples.map((each) => [
      title,
      severity,
      owner,
      each.sku,
      each.itemCode,
      each.variantId,
      each.title,
      each.detail,
      whatToDo,
    ]),
  );
  return csvOf(header, rows);
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
