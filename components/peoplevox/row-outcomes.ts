import type { IntegrationResult } from "./integration-response.ts";
import type { RowStatus } from "./soap-response.ts";

/** What became of one row. `unknown`: the answer says nothing about it. */
export type RowOutcome =
  | { readonly outcome: "stored" }
  | { readonly outcome: "refused"; readonly detail: string }
  | { readonly outcome: "unknown" };

/**
 * What became of each row of a SaveData.
 *
 * Statuses are matched to rows by `LineNo` where the service sends it, else by position where the references agree,
 * else by reference in order of appearance. Messages have no row of their own: `Detail` lists one per refused row,
 * one per line; where the numbers differ, each refused row gets the whole text. A line number at the start of a message
 * counts the rows of the merged request, which means nothing to the caller, and is left out. (Assumption: the layout of
 * `Detail` is not documented.)
 *
 * @param references - The key of each row as Peoplevox writes it, in the order of the rows
 */
export function rowOutcomes(references: readonly string[], result: IntegrationResult): RowOutcome[] {
  const statuses = statusOfRows(references, result.statuses);
  const refused = statuses.filter((status) => status !== undefined && !isSuccess(status));
  const messages = result.detail
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s*line\s+\d+\s*[:-]\s*/i, "").trim())
    .filter((line) => line !== "");
  let next = 0;
  return statuses.map((status) => {
    if (status === undefined) return result.partial ? { outcome: "unknown" } : { outcome: "stored" };
    if (isSuccess(status)) return { outcome: "stored" };
    const detail = messages.length === refused.length ? messages[next] : messages.join(" ");
    next += 1;
    return { outcome: "refused", detail: detail ?? "" };
  });
}

function isSuccess(status: RowStatus): boolean {
  return status.status.toLowerCase() === "success";
}

function statusOfRows(references: readonly string[], statuses: readonly RowStatus[]): (RowStatus | undefined)[] {
  const byLine = new Map(statuses.map((status) => [status.lineNo, status]));
  const hasLines = statuses.every(({ lineNo }) => lineNo !== null && lineNo >= 1 && lineNo <= references.length);
  if (hasLines && byLine.size === statuses.length) return references.map((_, index) => byLine.get(index + 1));

  const agrees = statuses.every((status, index) => isSame(status.reference, references[index] ?? ""));
  if (statuses.length === references.length && agrees) return [...statuses];

  const left = [...statuses];
  return references.map((reference) => {
    const found = left.findIndex((status) => isSame(status.reference, reference));
    return found === -1 ? undefined : left.splice(found, 1)[0];
  });
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
