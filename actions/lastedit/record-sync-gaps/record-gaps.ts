import type { ExceptionStore, OrderLineage } from "../../../components/lastedit/exception-store.ts";
import type { ExceptionDraft, ExceptionKind, OpenException } from "../../../domain/exceptions/exception.ts";
import { EXCEPTION_KINDS } from "../../../domain/exceptions/exception-kinds.ts";
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
    ? ["sync-gap", "order-edit", "details", "run"]
    : ["sync-gap"];
  const standing = new Set<ExceptionKind>([...exceptions.map(({ kind }) => kind), ...stillOpen]);
  const kinds = Object.keys(EXCEPTION_KINDS) as ExceptionKind[];
  const except = kinds.filter((kind) => standing.has(kind) || !closes.includes(EXCEPTION_KINDS[kind].about));
  const closed = await store.closeHealed({ shop, lineage }, because, except);
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
