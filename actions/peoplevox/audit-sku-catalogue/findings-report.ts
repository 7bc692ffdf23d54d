import { CATALOGUE_FINDING_KINDS, CATALOGUE_FINDINGS } from "../../../domain/item-code/catalogue-finding.ts";
import type {
  CatalogueFinding,
  CatalogueFindingKind,
  CatalogueFindingRow,
} from "../../../domain/item-code/catalogue-finding.ts";

/** All findings of one kind: how many, and the first few. */
export interface FindingGroup extends CatalogueFindingRow {
  readonly kind: CatalogueFindingKind;
  readonly count: number;
  readonly examples: readonly Omit<CatalogueFinding, "kind">[];
}

export type FindingCounts = Readonly<Record<CatalogueFindingKind, number>>;

/** Counts findings and keeps the first few of each kind; the rest go by. */
export function createFindingsReport(examplesPerKind: number) {
  const counts = Object.fromEntries(CATALOGUE_FINDING_KINDS.map((kind) => [kind, 0])) as Record<
    CatalogueFindingKind,
    number
  >;
  const examples = new Map<CatalogueFindingKind, Omit<CatalogueFinding, "kind">[]>();

  return {
    add({ kind, ...finding }: CatalogueFinding): void {
      counts[kind] += 1;
      const kept = examples.get(kind) ?? [];
      if (kept.length < examplesPerKind) examples.set(kind, [...kept, finding]);
    },
    counts: (): FindingCounts => ({ ...counts }),
    /** Kinds that were found, the worst first. */
    groups: (): FindingGroup[] =>
      CATALOGUE_FINDING_KINDS.filter((kind) => counts[kind] > 0).map((kind) => ({
        kind,
        ...CATALOGUE_FINDINGS[kind],
        count: counts[kind],
        examples: examples.get(kind) ?? [],
      })),
  };
}
