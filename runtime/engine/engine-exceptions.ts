import type { ExceptionDraft, ExceptionKind } from "../../domain/exceptions/exception.ts";
import { EXCEPTION_KINDS } from "../../domain/exceptions/exception-kinds.ts";
import type { ConnectionBreaker } from "./breaker/breaker-store.ts";
import type { OverdueRun } from "./overdue-runs.ts";

/** What an exception of the engine is about. */
export interface EngineSubject {
  readonly kind: Extract<ExceptionKind, "run-waiting" | "connection-away" | "recipe-unusable">;
  readonly shop: string;
  readonly lineage: string;
}

/** An order as its exceptions name it: by its name where that is known, so that they close together. */
export function orderSubject(order: {
  readonly orderKey: string;
  readonly orderName: string | null;
}): Omit<EngineSubject, "kind"> {
  const colon = order.orderKey.indexOf(":");
  return {
    shop: order.orderKey.slice(0, Math.max(0, colon)),
    lineage: order.orderName ?? order.orderKey.slice(colon + 1),
  };
}

export function runWaitingException(run: OverdueRun): ExceptionDraft {
  const { shop, lineage } = orderSubject(run);
  return {
    ...draft({ kind: "run-waiting", shop, lineage }),
    orderName: lineage,
    orderId: run.orderId ?? "",
    whatHappened: `Run ${run.runId} of "${run.recipe}" has been wanted for ${minutes(run.waitedMs)} and has not ended. ${whyItWaits(run)}`,
    whatWasChanged:
      run.lastError === null ? "It has changed nothing yet." : "See what its steps did before in the run's history.",
  };
}

function whyItWaits({ pausedBy, pausedBecause, away, lastError, status }: OverdueRun): string {
  if (pausedBy !== null) return `It is paused by ${pausedBy}: ${pausedBecause ?? ""}`;
  if (away !== null) return `The connection "${away}" is away.`;
  if (lastError !== null) return `It said last: ${lastError}`;
  return status === "running" ? "It is running." : "No worker has taken it: is one running that has this recipe?";
}

export function connectionAwayException(breaker: ConnectionBreaker): ExceptionDraft {
  const { connection, because, sinceMs } = breaker;
  return {
    ...draft({ kind: "connection-away", shop: "-", lineage: `connection ${connection}` }),
    whatHappened: `The connection "${connection}" has not answered since ${new Date(sinceMs).toISOString()}: ${because}`,
    whatWasChanged: "Work for it waits and is not counted as failed; it goes on by itself.",
  };
}

export function recipeUnusableException(
  recipe: string,
  problem: string,
  instead: "the shipped version runs" | "it does not run",
): ExceptionDraft {
  return {
    ...draft({ kind: "recipe-unusable", shop: "-", lineage: `recipe ${recipe}` }),
    whatHappened: `The recipe "${recipe}" cannot be used, so ${instead}. ${problem}`,
    whatWasChanged: "Nothing was changed. Other recipes run as usual.",
  };
}

function draft({ kind, shop, lineage }: EngineSubject): Omit<ExceptionDraft, "whatHappened" | "whatWasChanged"> {
  const { owner, severity, whatToDo } = EXCEPTION_KINDS[kind];
  return {
    kind,
    owner,
    severity,
    shop,
    lineage,
    orderName: lineage,
    orderId: "",
    salesOrderNumber: null,
    whatToDo,
    mattersUntil: null,
    wanted: [],
    inWarehouse: [],
  };
}

function minutes(ms: number): string {
  const count = Math.round(ms / 60_000);
  return count === 1 ? "1 minute" : `${count} minutes`;
}
