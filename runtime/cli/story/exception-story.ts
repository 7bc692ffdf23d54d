import type { LineView, OpenException } from "../../../domain/exceptions/exception.ts";
import { count, table, timeInWords } from "./words.ts";

/** One line per exception, newest first. */
export function exceptionTable(exceptions: readonly OpenException[]): string {
  if (exceptions.length === 0) return "No exception fits. Nothing waits for a person.";
  const rows = exceptions.map(({ id, orderName, kind, owner, status, lastSeenAt, timesSeen, whatHappened }) => [
    orderName,
    kind,
    owner,
    status,
    `${timeInWords(lastSeenAt)}${timesSeen > 1 ? ` (${timesSeen}×)` : ""}`,
    whatHappened.length > 80 ? `${whatHappened.slice(0, 79)}…` : whatHappened,
    id,
  ]);
  return table([["order", "kind", "owner", "state", "last seen", "what happened", "id"], ...rows]);
}

/** All that a person needs to act. */
export function exceptionStory(exception: OpenException): string {
  const { status, closedAt, closedBecause, firstSeenAt, lastSeenAt, timesSeen, mattersUntil } = exception;
  const seen =
    timesSeen === 1
      ? `Seen ${timeInWords(firstSeenAt)}.`
      : `Seen ${count(timesSeen, "time")}, first ${timeInWords(firstSeenAt)}, last ${timeInWords(lastSeenAt)}.`;
  const end =
    status === "closed"
      ? [`Closed ${closedAt === null ? "" : timeInWords(closedAt)}: ${closedBecause ?? "no reason was given."}`]
      : [];
  return [
    `${exception.orderName} · ${exception.kind} · ${status} · owner: ${exception.owner} · severity: ${exception.severity}`,
    `  What happened: ${exception.whatHappened}`,
    `  What was changed: ${exception.whatWasChanged}`,
    `  What to do: ${exception.whatToDo}`,
    ...(mattersUntil === null ? [] : [`  Matters until ${timeInWords(mattersUntil)}.`]),
    ...(exception.salesOrderNumber === null ? [] : [`  Sales Order: ${exception.salesOrderNumber}`]),
    `  Customer wants: ${linesInWords(exception.wanted)}`,
    `  Warehouse has:  ${linesInWords(exception.inWarehouse)}`,
    `  ${seen}`,
    ...end.map((line) => `  ${line}`),
  ].join("\n");
}

function linesInWords(lines: readonly LineView[]): string {
  return lines.length === 0 ? "–" : lines.map(({ quantity, itemCode }) => `${quantity} × ${itemCode}`).join(", ");
}
