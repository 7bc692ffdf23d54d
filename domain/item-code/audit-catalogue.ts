import type { CatalogueFinding } from "./catalogue-finding.ts";
import { comparableCode } from "./comparable-code.ts";
import { itemCodeFor } from "./item-code.ts";
import type { ItemCodeMapping, ShopifyIdentifiers } from "./item-code.ts";

/** A variant as the audit looks at it. */
export interface CatalogueVariant extends ShopifyIdentifiers {
  readonly variantId: string;
  readonly title: string;
}

/** Both sides of a catalogue, as they come in; nothing is compared before both are complete. */
export interface CatalogueAudit {
  /** @param itemCode - As Peoplevox has it; a deactivated one carries `~D~`. The same code may come twice */
  addItemCode(itemCode: string): void;
  addVariant(variant: CatalogueVariant): void;
  /** Different ItemCodes that are active, and that are deactivated. */
  itemCodes(): { readonly active: number; readonly deactivated: number };
  /**
   * Compares. Gives one finding after another, so that a report needs to hold none.
   *
   * A SKU on several variants is looked up once: its further variants are findings of their own kind. ItemCodes
   * that nobody sells come last.
   */
  findings(): Generator<CatalogueFinding>;
}

/** Peoplevox's mark of a deactivated record. Assumption: it may stand anywhere in the code. */
const DEACTIVATED = "~D~";

/** What is kept of a variant until both sides are known: four texts, and the ItemCode usually is the SKU itself. */
interface Kept {
  readonly variantId: string;
  readonly title: string;
  readonly sku: string | null;
  readonly itemCode: string | null;
}

/** Compares what a shop sells with what its warehouse knows; 100,000 of each fit into some 40 MB. */
export function createCatalogueAudit(mapping: ItemCodeMapping): CatalogueAudit {
  const active = new Set<string>();
  /** Code without its mark → code as it is. */
  const deactivated = new Map<string, string>();
  /** Comparable form → active code, for codes that are not written that way: the others are found as they are. */
  const respelt = new Map<string, string>();
  const variants: Kept[] = [];

  function alike(itemCode: string): string | undefined {
    const comparable = comparableCode(itemCode);
    return active.has(comparable) ? comparable : respelt.get(comparable);
  }

  /** What the warehouse has for a variant: its active ItemCode, and what is to be said about it. */
  function lookUp(variant: Kept, itemCode: string): { known: string | undefined; finding: CatalogueFinding | null } {
    const finding = (kind: CatalogueFinding["kind"], detail: string) => ({ ...variant, kind, detail });
    if (active.has(itemCode)) {
      const padded = variant.sku !== null && variant.sku !== variant.sku.trim();
      return {
        known: itemCode,
        finding: padded ? finding("spelling-differs", "The SKU begins or ends with a blank") : null,
      };
    }
    const marked = deactivated.get(itemCode);
    if (marked !== undefined) return { known: undefined, finding: finding("deactivated", `In Peoplevox: ${marked}`) };
    const known = alike(itemCode);
    return known === undefined
      ? { known, finding: finding("missing", "") }
      : { known, finding: finding("spelling-differs", `In Peoplevox: ${known}`) };
  }

  return {
    addItemCode(itemCode) {
      if (itemCode.includes(DEACTIVATED)) {
        deactivated.set(itemCode.replaceAll(DEACTIVATED, ""), itemCode);
        return;
      }
      active.add(itemCode);
      const comparable = comparableCode(itemCode);
      if (comparable !== itemCode) respelt.set(comparable, itemCode);
    },

    addVariant(variant) {
      const { variantId, title, sku } = variant;
      variants.push({ variantId, title, sku, itemCode: itemCodeFor(variant, mapping) });
    },

    itemCodes: () => ({ active: active.size, deactivated: deactivated.size }),

    *findings() {
      const firstWith = new Map<string, Kept>();
      const sold = new Set<string>();
      for (const variant of variants) {
        const { itemCode } = variant;
        if (itemCode === null) {
          yield { ...variant, kind: "no-sku", detail: "" };
          continue;
        }
        const first = firstWith.get(itemCode);
        if (first !== undefined) {
          yield { ...variant, ...sharing(variant, first) };
          continue;
        }
        firstWith.set(itemCode, variant);
        const { known, finding } = lookUp(variant, itemCode);
        if (known !== undefined) sold.add(known);
        if (finding !== null) yield finding;
      }
      for (const itemCode of active) {
        if (!sold.has(itemCode))
          yield { kind: "not-sold", variantId: null, title: "", sku: null, itemCode, detail: "" };
      }
    },
  };
}

function sharing(variant: Kept, first: Kept): Pick<CatalogueFinding, "kind" | "detail"> {
  const other = `${first.title} (variant ${first.variantId})`;
  return variant.sku?.trim() === first.sku?.trim() && variant.sku !== null
    ? { kind: "duplicate-sku", detail: `Also on ${other}` }
    : { kind: "shared-item-code", detail: `Also the ItemCode of SKU ${first.sku ?? "(none)"}, ${other}` };
}
