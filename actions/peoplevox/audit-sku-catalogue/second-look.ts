import { isSearchable } from "../../../components/peoplevox/search-clause.ts";
import type { Warehouse } from "../../../components/peoplevox/warehouse.ts";
import type { CatalogueFinding } from "../../../domain/item-code/catalogue-finding.ts";

/** Looks up missing ItemCodes one by one before a person is told. */
export interface SecondLook {
  /** @returns The findings without those that turned out to be there after all */
  confirm(findings: readonly CatalogueFinding[]): Promise<CatalogueFinding[]>;
  /** Missing ones that were reported without a second look. */
  unconfirmed(): number;
}

/** Codes looked up in one audit: ten requests of 100. When more are missing, the set-up is wrong and not a page. */
const MOST_CODES = 1000;

/**
 * Pages of a table that changes while it is read can miss a record. A search by code cannot.
 */
export function createSecondLook(warehouse: Pick<Warehouse, "findItems">): SecondLook {
  let left = MOST_CODES;
  let unconfirmed = 0;
  return {
    async confirm(findings) {
      const missing = findings.flatMap(({ kind, itemCode }) => (kind === "missing" && itemCode ? [itemCode] : []));
      const looked = missing.filter(isSearchable).slice(0, left);
      left -= looked.length;
      unconfirmed += missing.length - looked.length;
      const there = await warehouse.findItems(looked);
      return findings.filter(({ kind, itemCode }) => kind !== "missing" || !there.has(itemCode ?? ""));
    },
    unconfirmed: () => unconfirmed,
  };
}
