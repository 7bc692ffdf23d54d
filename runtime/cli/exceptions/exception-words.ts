import type { ActResult } from "../../../components/lastedit/exception-store.ts";
import { stateInWords } from "../story/exception-story.ts";
import type { RetryResult } from "./retry-exceptions.ts";

/** One line per exception: its state now, or why it was refused. */
export function movesInWords(results: readonly ActResult[]): string {
  return results
    .map((result) => (result.ok ? `${result.id}: ${stateInWords(result.exception.state)}.` : refusal(result)))
    .join("\n");
}

/** As `movesInWords`, with what the run did. */
export function retriesInWords(results: readonly RetryResult[]): string {
  return results.map((result) => (result.ok ? retried(result) : refusal(result))).join("\n");
}

function retried({ id, exception, run }: RetryResult & { readonly ok: true }): string {
  return `${id}: run ${run.id} ${endOf(run)} The exception is ${stateInWords(exception.state)}.`;
}

function endOf(run: (RetryResult & { readonly ok: true })["run"]): string {
  switch (run.status) {
    case "succeeded":
      return `ended as ${run.outcome}.`;
    case "failed":
      return `failed: ${run.error.message}`;
    case "cancelled":
      return "was cancelled.";
    default:
      return `is ${run.status}; see it with: lastedit runs show ${run.id}.`;
  }
}

function refusal({ id, because }: { readonly id: string; readonly because: string }): string {
  return `${id}: refused. ${because}`;
}
