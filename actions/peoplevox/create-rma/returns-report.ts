import { IntegrationError } from "../../../components/integration-error.ts";
import type { ExceptionDraft, ExceptionKind } from "../../../domain/exceptions/exception.ts";
import type { ReturnPlan } from "../../../domain/returns/plan-returns.ts";
import type { RmaOutcome } from "../../../domain/returns/rma-plan.rules.ts";

/** What became of one refund or Return. */
export interface ReturnResult {
  readonly about: "refund" | "return";
  readonly id: string;
  /** As people say it: `Return #1001-R1`. */
  readonly title: string;
  /** Number of its RMA or returns purchase order, whether there is one or not. */
  readonly number: string;
  readonly outcome: RmaOutcome;
  readonly because: string;
  /** Units that come back. */
  readonly units: number;
  /** What Peoplevox has under the number now. */
  readonly document: ReturnPlan["facts"]["document"];
}

/** What became of an order's refunds and Returns. */
export interface ReturnsReport {
  readonly orderName: string;
  readonly shop: string;
  /** The returns bench awaits exactly what comes back, and nobody has to act. */
  readonly inStep: boolean;
  readonly returns: readonly ReturnResult[];
  /** What was done to Peoplevox, in order, in words. */
  readonly done: readonly string[];
  /** Documents that announce goods nobody awaits any more: what Cancel RMA is for. */
  readonly toCancel: number;
  /** What a person must know, one per kind. */
  readonly exceptions: readonly ExceptionDraft[];
  /** Their kinds: those of earlier runs that are not among them have healed. */
  readonly stillOpen: readonly ExceptionKind[];
}

/** A call failed part-way. Running the action again finishes the job from what it finds. */
export class ReturnsInterruptedError extends IntegrationError {
  override readonly name = "ReturnsInterruptedError";
  readonly code = "returns-interrupted";

  constructor(orderName: string, done: readonly string[], cause: IntegrationError) {
    const soFar = done.length === 0 ? "Nothing was changed before." : `Done before: ${done.join("; ")}.`;
    super({
      message: `Returns of order ${orderName}: ${cause.message} ${soFar}`,
      // Each run reads first and works on the difference, so what one call must not repeat, the action may.
      retry: cause.retry === "never" ? "never" : "safe",
      effect: done.length > 0 ? "partly-applied" : cause.effect,
      ...(cause.retryAfterMs === undefined ? {} : { retryAfterMs: cause.retryAfterMs }),
      cause,
    });
  }
}

/** One line for the run history. */
export function returnsInWords({ orderName, returns, done, exceptions }: ReturnsReport): string {
  if (returns.length === 0) return `${orderName}: no refund and no Return`;
  const told = exceptions.map(({ owner, kind }) => `${owner} is told (${kind})`);
  const said = [...done, ...told];
  if (said.length > 0) return `${orderName}: ${said.join("; ")}`;
  const because = new Set(returns.map(({ title, because: why }) => `${title}: ${why}`));
  return `${orderName}: nothing to do. ${[...because].join(" ")}`;
}
