import type { ExceptionDraft } from "../../domain/exceptions/exception.ts";
import type { Run, StoredError } from "../store/runs/run.ts";

const EFFECT_IN_WORDS = {
  "nothing-sent": "The failing step sent nothing.",
  "not-applied": "The failing step changed nothing.",
  applied: "The failing step's change was applied.",
  "partly-applied": "The failing step's change was applied in part.",
  unknown: "Whether the failing step changed anything is not known.",
} as const satisfies Record<StoredError["effect"], string>;

export interface RunFailure {
  readonly recipeTitle: string;
  readonly namespace: string;
  readonly error: StoredError;
  /** A step that may change something had finished before in this run. */
  readonly changed: boolean;
}

/** What a person is told when a run cannot go on. */
export function runFailedException(run: Run, failure: RunFailure): ExceptionDraft {
  const { error } = failure;
  const colon = run.orderKey.indexOf(":");
  // Exceptions of an order are kept under its name, as its other exceptions are, so that they close together.
  const lineage = run.orderName ?? run.orderKey.slice(colon + 1);
  const tries = run.attempt === 1 ? "" : ` after ${run.attempt} tries`;
  const before = failure.changed
    ? "Earlier steps of this run had finished changes."
    : "No step before it had changed anything.";
  return {
    kind: "run-failed",
    owner: "integration",
    severity: "high",
    shop: run.orderKey.slice(0, Math.max(0, colon)),
    lineage,
    orderName: lineage,
    orderId: run.orderId ?? "",
    salesOrderNumber: null,
    whatHappened: `"${failure.recipeTitle}" failed at the step "${failure.namespace}"${tries}: ${error.message}`,
    whatWasChanged: `${EFFECT_IN_WORDS[error.effect]} ${before}`,
    whatToDo: `See what the steps did with "lastedit runs show ${run.id}". When the cause is gone, run it again with "lastedit replay ${run.id}".`,
    mattersUntil: null,
    wanted: [],
    inWarehouse: [],
  };
}
