import type { ExceptionStore, OrderLineage } from "../../../components/lastedit/exception-store.ts";
import type { ExceptionDraft, ExceptionKind, OpenException } from "../../../domain/exceptions/exception.ts";
import { SEEN_BY_SWEEP } from "../../../domain/exceptions/exception-kinds.ts";
import type { ExceptionSubjectArea } from "../../../domain/exceptions/exception-kinds.ts";

export interface GapFindings extends OrderLineage {
  /** What people must be told now. */
  readonly exceptions: readonly ExceptionDraft[];
  /** The order itself was seen in sync: exceptions about its edit can be closed. */
  readonly orderInSync: boolean;
  /** Kinds that stay open although the order is in sync. */
  readonly stillOpen: readonly ExceptionKind[];
  readonly because: string;
}

export interface RecordedGaps {
  readonly raised: readonly OpenException[];
  readonly closed: readonly OpenException[];
}

/**
 * Raises what stands and closes what has healed: exceptions about gaps that are not found any more, and, when the order
 * is in sync, those about its edit. Returns keep theirs, since the returns run closes them.
 */
export async function recordGaps(findings: GapFindings, store: ExceptionStore): Promise<RecordedGaps> {
  const { shop, lineage, exceptions, orderInSync, stillOpen, because } = findings;
  const closes: readonly ExceptionSubjectArea[] = orderInSync
    ? [...SEEN_BY_SWEEP, "order-edit", "details", "run"]
    : SEEN_BY_SWEEP;
  const standing = [...exceptions.map(({ kind }) => kind), ...stillOpen];
  const closed = await store.closeHealed({ shop, lineage }, because, standing, closes);
  const raised: OpenException[] = [];
  // One after the other: a newer finding about the same subject takes the place of an older one.
  for (const draft of exceptions) raised.push(await store.raise(draft));
  return { raised, closed };
}

export function recordInWords(lineage: string, { raised, closed }: RecordedGaps): string {
  const parts = [
    ...(raised.length === 0 ? [] : [`raised ${raised.map(({ kind, owner }) => `${kind} (${owner})`).join(", ")}`]),
    ...(closed.length === 0 ? [] : [`closed ${closed.map(({ kind }) => kind).join(", ")}`]),
  ];
  return `${lineage}: ${parts.length === 0 ? "nothing to raise, nothing to close" : parts.join("; ")}`;
}
