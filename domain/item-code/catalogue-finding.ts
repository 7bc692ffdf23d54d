import type { ExceptionOwner, ExceptionSeverity } from "../exceptions/exception.ts";

/** What is wrong between what a shop sells and what its warehouse knows. */
export type CatalogueFindingKind =
  "missing" | "deactivated" | "shared-item-code" | "spelling-differs" | "duplicate-sku" | "no-sku" | "not-sold";

/** One thing a person should look at. */
export interface CatalogueFinding {
  readonly kind: CatalogueFindingKind;
  /** `null` for an ItemCode that no variant needs. */
  readonly variantId: string | null;
  /** Product and variant; empty for an ItemCode that no variant needs. */
  readonly title: string;
  /** As typed in Shopify, blanks included. */
  readonly sku: string | null;
  /** What the mapping made of the SKU; for `not-sold`, the ItemCode in Peoplevox. */
  readonly itemCode: string | null;
  /** What differs, in words. */
  readonly detail: string;
}

export interface CatalogueFindingRow {
  readonly severity: ExceptionSeverity;
  readonly owner: ExceptionOwner;
  readonly title: string;
  readonly whatToDo: string;
}

/** One row per kind, the worst first: the order of the report. The only place with wording, so that it can be translated. */
export const CATALOGUE_FINDINGS = {
  missing: {
    severity: "high",
    owner: "merchandising",
    title: "Sold in Shopify, unknown in Peoplevox",
    whatToDo: "Create the item in Peoplevox, or map the SKU to its ItemCode in the tenant profile.",
  },
  deactivated: {
    severity: "high",
    owner: "merchandising",
    title: "Sold in Shopify, deactivated in Peoplevox",
    whatToDo: "Activate the item in Peoplevox, or stop selling the variant.",
  },
  "shared-item-code": {
    severity: "high",
    owner: "merchandising",
    title: "Different SKUs become the same ItemCode",
    whatToDo: "Correct the mapping: as it is, the warehouse cannot tell these goods apart.",
  },
  "spelling-differs": {
    severity: "medium",
    owner: "merchandising",
    title: "SKU and ItemCode differ only by case or blanks",
    whatToDo: "Write the SKU in Shopify exactly as the ItemCode in Peoplevox, or add a mapping rule.",
  },
  "duplicate-sku": {
    severity: "medium",
    owner: "merchandising",
    title: "One SKU on several variants",
    whatToDo: "Give each variant its own SKU, unless it is the same article on the shelf.",
  },
  "no-sku": {
    severity: "medium",
    owner: "merchandising",
    title: "A variant without a SKU",
    whatToDo: "Give the variant a SKU, or mark it as not shipped.",
  },
  "not-sold": {
    severity: "low",
    owner: "merchandising",
    title: "An ItemCode that nobody sells",
    whatToDo: "Nothing, if it is packaging or is sold elsewhere; else deactivate it in Peoplevox.",
  },
} as const satisfies Readonly<Record<CatalogueFindingKind, CatalogueFindingRow>>;

export const CATALOGUE_FINDING_KINDS = Object.keys(CATALOGUE_FINDINGS) as readonly CatalogueFindingKind[];
