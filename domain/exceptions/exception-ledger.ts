import type { ExceptionDraft, OpenException } from "./exception.ts";
import { EXCEPTION_KINDS, ONE_FINDING_AT_A_TIME } from "./exception-kinds.ts";

/** Stable id: one exception per shop, order lineage and kind. */
export function exceptionId({ shop, lineage, kind }: Pick<ExceptionDraft, "shop" | "lineage" | "kind">): string {
  return `${shop}/${lineage}/${kind}`;
}

/**
 * The record after an exception was seen (again).
 *
 * @param before - The record so far; `null` when this kind was never seen for the lineage
 * @param now - ISO 8601, UTC
 * @returns The first time it was seen is kept while it stays open; a closed one opens anew
 */
export function seenAgain(before: OpenException | null, draft: ExceptionDraft, now: string): OpenException {
  const continues = before?.status === "open";
  return {
    ...draft,
    id: exceptionId(draft),
    status: "open",
    firstSeenAt: continues ? before.firstSeenAt : now,
    lastSeenAt: now,
    timesSeen: (before?.timesSeen ?? 0) + 1,
    closedAt: null,
    closedBecause: null,
  };
}

/** The record after the order was seen in sync, or a person closed it. A closed record stays as it is. */
export function closed(before: OpenException, because: string, now: string): OpenException {
  if (before.status === "closed") return before;
  return { ...before, status: "closed", closedAt: now, closedBecause: because };
}

/**
 * Other open exceptions of the lineage about the same subject: a newer finding describes the order as it is now.
 * None where findings stand side by side.
 */
export function superseded(draft: ExceptionDraft, ofLineage: readonly OpenException[]): OpenException[] {
  const { about } = EXCEPTION_KINDS[draft.kind];
  if (!ONE_FINDING_AT_A_TIME.includes(about)) return [];
  return ofLineage.filter(
    ({ kind, status }) => status === "open" && kind !== draft.kind && EXCEPTION_KINDS[kind].about === about,
  );
}
