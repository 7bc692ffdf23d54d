import type { CatalogueFindingKind } from "../../../domain/item-code/catalogue-finding.ts";
import type { FindingCounts } from "./findings-report.ts";

/** Kinds as a summary names them, in the order of the report. */
const WORDS: Readonly<Record<CatalogueFindingKind, (count: number) => string>> = {
  missing: (count) => `${count} missing in Peoplevox`,
  deactivated: (count) => `${count} deactivated`,
  "shared-item-code": (count) => `${count} that share an ItemCode`,
  "spelling-differs": (count) => `${count} spelt differently`,
  "duplicate-sku": (count) => `${count} with another variant's SKU`,
  "no-sku": (count) => `${count} without SKU`,
  "not-sold": (count) => `${count} ItemCode${count === 1 ? "" : "s"} that nobody sells`,
};

interface Told {
  readonly counts: FindingCounts;
  readonly read: { readonly variants: number; readonly itemCodes: number };
  readonly unconfirmed: number;
  readonly csv: { readonly file: string | null; readonly text: string | null };
}

/** The audit in one line. */
export function inWords({ counts, read, unconfirmed, csv }: Told): string {
  const kinds = Object.keys(WORDS) as CatalogueFindingKind[];
  const found = kinds.filter((kind) => counts[kind] > 0).map((kind) => WORDS[kind](counts[kind]));
  const isClean = kinds.every((kind) => kind === "not-sold" || counts[kind] === 0);
  const told = isClean ? ["nothing to do", ...found] : found;
  const compared = `${read.variants} variants against ${read.itemCodes} ItemCodes`;
  return [
    `${compared}: ${told.join(", ")}`,
    ...(unconfirmed === 0 ? [] : [`${unconfirmed} of the missing ones were not looked up a second time`]),
    ...(csv.file === null ? [] : [`list in ${csv.file}`]),
    ...(csv.file === null && csv.text === null ? ["too many for this result: set a CSV file to get the list"] : []),
  ].join("; ");
}
