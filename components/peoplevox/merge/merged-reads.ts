import type { DataRow } from "../csv.ts";
import { PeoplevoxTemplateNotConfiguredError } from "../peoplevox-errors.ts";
import { anyOf, equals } from "../search-clause.ts";
import type { SearchTerm } from "../search-clause.ts";
import { TEMPLATES } from "../template-table.ts";
import type { TemplateKey } from "../template-table.ts";
import type { PeoplevoxClient } from "../wms-client.ts";

/** Reads records whose field equals a value; calls that wait at the same time share one request. */
export type FindRows = (template: TemplateKey, term: SearchTerm) => Promise<DataRow[]>;

export interface MergeOptions {
  /** Waits a moment, so that calls made together meet even when the budget is free. */
  readonly linger: () => Promise<void>;
}

interface ReadGroup {
  readonly terms: Map<string, SearchTerm>;
  rows: Promise<readonly DataRow[]>;
}

/**
 * A group of terms of one template stays open until its request gets its place in the request budget: under pressure
 * groups fill up. Nobody joins a request that is already under way, so a read never misses a write that was
 * answered before it. The same term asked for twice is one term.
 */
export function createMergedReads(
  client: Pick<PeoplevoxClient, "getAllData">,
  { linger, termsPerSearch }: MergeOptions & { readonly termsPerSearch: number },
): FindRows {
  const open = new Map<TemplateKey, ReadGroup>();

  function startGroup(template: TemplateKey): ReadGroup {
    const terms = new Map<string, SearchTerm>();
    const group: ReadGroup = { terms, rows: Promise.resolve([]) };
    const close = () => {
      if (open.get(template) === group) open.delete(template);
    };
    const search = () => {
      close();
      return anyOf([...terms.values()].map(equals));
    };
    group.rows = linger()
      .then(() => client.getAllData(template, search))
      .finally(close);
    open.set(template, group);
    return group;
  }

  return async (template, term) => {
    const id = equals(term);
    const waiting = open.get(template);
    const hasRoom = waiting !== undefined && (waiting.terms.has(id) || waiting.terms.size < termsPerSearch);
    const group = hasRoom ? waiting : startGroup(template);
    group.terms.set(id, term);
    const rows = await group.rows;
    return rows.filter((row) => valueOf(template, row, term.field) === term.value.trim());
  };
}

function valueOf(template: TemplateKey, row: DataRow, field: string): string {
  const value = row[field];
  if (value === undefined) {
    throw new PeoplevoxTemplateNotConfiguredError(
      TEMPLATES[template].name,
      `it has no column ${field}, which we search by.`,
    );
  }
  return value.trim();
}
