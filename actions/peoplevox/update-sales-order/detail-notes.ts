import type { ExceptionKind } from "../../../domain/exceptions/exception.ts";
import { raised } from "./attempt.ts";
import type { Attempt } from "./attempt.ts";
import type { UpdateReport } from "./update-report.ts";

/** That an order's details are in sync says nothing about these. */
const ABOUT_LINES = [
  "unknown-sku",
  "warehouse-out-of-step",
  "values-differ",
] as const satisfies readonly ExceptionKind[];

/**
 * Tells a person about details that did not reach the warehouse in full although the order is in sync. An exception that
 * is there already is the more important one and carries the note.
 */
export function withDetailNotes(report: UpdateReport, attempt: Attempt): UpdateReport {
  if (!report.inSync) return report;
  const own = report.exception === null ? [] : [report.exception.kind];
  const unproven = attempt.request.policy.scope === "details" ? ABOUT_LINES : [];
  const kept = { ...report, stillOpen: [...new Set([...report.stillOpen, ...own, ...unproven])] };
  const notes = detailNotes(attempt);
  const isSent = attempt.desired.nothingToSend === null && attempt.request.replacedBy === null;
  if (notes === "" || !isSent) return kept;
  if (kept.exception !== null) {
    const { exception } = kept;
    return { ...kept, exception: { ...exception, whatHappened: `${exception.whatHappened} ${notes}` } };
  }
  const current = attempt.plan.lineage.current?.salesOrder ?? null;
  const { exception } = raised("details-cut", attempt, current, notes);
  return { ...kept, exception, stillOpen: [...kept.stillOpen, "details-cut"] };
}

function detailNotes({ desired }: Attempt): string {
  const cut = desired.cutTexts.map(
    ({ where, full, kept }) =>
      `${where} takes ${kept.length} of ${full.length} characters; missing at its end: "${full.slice(kept.length).trim()}".`,
  );
  const { unmappedShippingMethod: method } = desired;
  const service =
    method === null ? [] : [`Shipping method "${method}" has no service type, so the service was left alone.`];
  return [...cut, ...service].join(" ");
}
