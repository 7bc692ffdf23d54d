import type { AuditTrail } from "../../../domain/exceptions/audit-trail.ts";
import type { OpenException } from "../../../domain/exceptions/exception.ts";
import { exceptionLinks } from "../../../domain/exceptions/exception-links.ts";
import type { ExceptionState } from "../../../domain/exceptions/exception-state.ts";
import { minutesLeft } from "../../../domain/exceptions/pressing.ts";
import { versionsSideBySide } from "./versions-side-by-side.ts";
import { count, table, timeInWords } from "./words.ts";

/** Characters of what happened in a line of the list. */
const LONGEST_TEXT = 80;

/** One line per exception, in the order given. */
export function exceptionTable(exceptions: readonly OpenException[], nowMs: number): string {
  if (exceptions.length === 0) return "No exception fits. Nothing waits for a person.";
  const rows = exceptions.map((exception) => [
    exception.orderName,
    exception.owner,
    String(exception.status === "open" ? (minutesLeft(exception, nowMs) ?? "–") : "–"),
    stateForTable(exception.state),
    cut(exception.whatHappened),
    exception.id,
  ]);
  return table([["order", "owner", "minutes left", "state", "what happened", "id"], ...rows]);
}

/** All that a person needs to act, and all that was done so far. */
export function exceptionStory(exception: OpenException, nowMs: number): string {
  const { orderName, kind, owner, severity, state, firstSeenAt, lastSeenAt, timesSeen, closedBecause } = exception;
  const seen =
    timesSeen === 1
      ? `Seen ${timeInWords(firstSeenAt)}.`
      : `Seen ${count(timesSeen, "time")}, first ${timeInWords(firstSeenAt)}, last ${timeInWords(lastSeenAt)}.`;
  return [
    `${orderName} · ${kind} · ${stateInWords(state)} · owner: ${owner} · severity: ${severity}`,
    `  What happened: ${exception.whatHappened}`,
    `  What was changed: ${exception.whatWasChanged}`,
    `  What to do: ${exception.whatToDo}`,
    ...deadline(exception, nowMs),
    ...(exception.salesOrderNumber === null ? [] : [`  Sales Order: ${exception.salesOrderNumber}`]),
    "",
    ...indented(versionsSideBySide(exception)),
    "",
    `  ${seen}`,
    ...(closedBecause === null ? [] : [`  ${closedBecause}`]),
    ...(exception.retryAsked === null ? [] : [`  ${exception.retryAsked.by} has asked for a retry.`]),
    "  History:",
    ...indented(historyInWords(exception)).map((line) => `  ${line}`),
    ...exceptionLinks(exception).map(({ label, url }) => `  ${label}: ${url}`),
    `  Id: ${exception.id}`,
  ].join("\n");
}

/** Such as `taken by anna since 2026-11-24 10:32:05`. */
export function stateInWords(state: ExceptionState): string {
  switch (state.is) {
    case "snoozed":
      return `snoozed by ${state.by} until ${timeInWords(state.until)}`;
    case "taken":
    case "resolved":
      return `${state.is} by ${state.by} since ${timeInWords(state.since)}`;
    default:
      return `${state.is} since ${timeInWords(state.since)}`;
  }
}

/** How long it has been so is part of the story. */
function stateForTable(state: ExceptionState): string {
  if (state.is === "taken" || state.is === "resolved") return `${state.is} by ${state.by}`;
  return state.is === "snoozed" ? stateInWords(state) : state.is;
}

function deadline({ status, mattersUntil }: OpenException, nowMs: number): string[] {
  const minutes = minutesLeft({ mattersUntil }, nowMs);
  if (mattersUntil === null || minutes === null) return [];
  if (status === "closed") return [`  Mattered until ${timeInWords(mattersUntil)}.`];
  const left = minutes < 0 ? `over since ${count(-minutes, "minute")}` : `${count(minutes, "minute")} left`;
  return [`  Matters until ${timeInWords(mattersUntil)} (${left}).`];
}

function historyInWords({ history, olderHistory }: AuditTrail): string {
  const older =
    olderHistory === null
      ? []
      : [
          `${timeInWords(olderHistory.from)} to ${timeInWords(olderHistory.to)}: ${Object.entries(olderHistory.counts)
            .map(([what, times]) => `${times} × ${what}`)
            .join(", ")}`,
        ];
  const rows = history.map(({ at, what, by, note }) => [
    timeInWords(at),
    `${what}${by === null ? "" : ` by ${by}`}`,
    note ?? "",
  ]);
  return [...older, table(rows)].filter((part) => part !== "").join("\n");
}

function indented(text: string): string[] {
  return text.split("\n").map((line) => `  ${line}`.trimEnd());
}

function cut(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;
}
