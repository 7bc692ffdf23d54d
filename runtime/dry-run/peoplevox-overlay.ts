import { readCsv, writeCsv } from "../../components/peoplevox/csv.ts";
import type { DataRow } from "../../components/peoplevox/csv.ts";
import { TEMPLATE_KEYS, TEMPLATES } from "../../components/peoplevox/template-table.ts";
import type { TemplateKey } from "../../components/peoplevox/template-table.ts";
import { templateNames } from "../../components/peoplevox/template-names.ts";
import type { TemplateNames } from "../../components/peoplevox/template-names.ts";
import type { ConnectionProfile } from "../../components/peoplevox/tenant-profile/connection-profile.ts";

interface SavedRow {
  readonly row: DataRow;
  readonly deleted: boolean;
}

/** What a Sales Order that has just been made has in columns that nobody wrote. */
const NEW_SALES_ORDER: DataRow = { Status: "New", OnHold: "False", StopShip: "False" };

/**
 * One tenant as a dry run sees it: what is stored there, and over it what this dry run would have written. So a step
 * that reads back what it wrote finds it.
 *
 * Assumption: Peoplevox would take every row as it is; what it would refuse, such as an unknown ItemCode, is not known.
 */
export class PeoplevoxOverlay {
  readonly #names: readonly (readonly [TemplateKey, TemplateNames])[];
  readonly #saved = new Map<TemplateKey, SavedRow[]>();

  constructor(profile: Pick<ConnectionProfile, "templates" | "columns">) {
    this.#names = TEMPLATE_KEYS.map((key) => [key, templateNames(key, profile)]);
  }

  /** @returns How many rows there are in the CSV */
  save(template: string, csv: string, action: number): number {
    const known = this.#find(template);
    if (known === undefined) return readCsv(csv, (header) => header).length;
    const [key, names] = known;
    const rows = readCsv(csv, names.toColumn);
    const saved = this.#saved.get(key) ?? [];
    saved.push(...rows.map((row) => ({ row, deleted: action === 2 })));
    this.#saved.set(key, saved);
    return rows.length;
  }

  /** The answer to GetData with what was saved laid over it. `null` when nothing of this template was. */
  overlaid(template: string, search: string, csv: string): { readonly csv: string; readonly count: number } | null {
    const known = this.#find(template);
    const saved = known === undefined ? undefined : this.#saved.get(known[0]);
    if (known === undefined || saved === undefined) return null;
    const [key, names] = known;
    let rows = readCsv(csv, names.toColumn).map((row) => ({ row, isNew: false }));
    for (const { row, deleted } of saved) {
      const at = rows.findIndex((there) => isSame(key, there.row, row));
      if (deleted) rows = rows.filter((there) => !isSame(key, there.row, row));
      else if (at === -1) rows.push({ row: key === "salesOrders" ? { ...NEW_SALES_ORDER, ...row } : row, isNew: true });
      else rows[at] = { row: { ...rows[at]?.row, ...row }, isNew: rows[at]?.isNew ?? false };
    }
    const kept = rows.filter(({ row, isNew }) => !isNew || fits(search, row)).map(({ row }) => row);
    const columns = [...new Set(kept.flatMap((row) => Object.keys(row)))];
    const full = kept.map((row) => Object.fromEntries(columns.map((column) => [column, row[column] ?? ""])));
    return { csv: full.length === 0 ? "" : writeCsv(full, columns, names.toHeader), count: full.length };
  }

  #find(template: string): readonly [TemplateKey, TemplateNames] | undefined {
    return this.#names.find(([, names]) => names.template.toLowerCase() === template.trim().toLowerCase());
  }
}

function isSame(key: TemplateKey, there: DataRow, row: DataRow): boolean {
  const same = (column: string): boolean => lower(there[column]) === lower(row[column]);
  const line = row["Line"] === undefined || row["Line"] === "" || (there["Line"] ?? "") === row["Line"];
  return TEMPLATES[key].key.every(same) && line;
}

/** Whether a row that is not stored anywhere would have been found. */
function fits(search: string, row: DataRow): boolean {
  const terms = [...search.matchAll(/(\w+)\.(Equals|Contains)\("([^"]*)"\)/g)];
  return terms.some(([, field = "", operator, value = ""]) => {
    const text = lower(row[field]);
    return operator === "Equals" ? text === lower(value) : text.includes(lower(value));
  });
}

function lower(text: string | undefined): string {
  return (text ?? "").trim().toLowerCase();
}
