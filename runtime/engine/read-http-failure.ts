import type { StoredError } from "../store/runs/run.ts";

/** What the failure of an HTTP call says for certain. */
export interface HttpFailure {
  readonly retry: "safe" | "only-after-checking";
  readonly effect: Extract<StoredError["effect"], "nothing-sent" | "not-applied">;
  readonly retryAfterMs: number | undefined;
}

/** Node's codes for a request that never left. */
const NEVER_LEFT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);
/** The other side gave up waiting: whether it had begun is not known. */
const REQUEST_TIMEOUT = 408;

/**
 * Reads an error of axios or of another client in its shape: `code` of the system, `response.status`.
 *
 * @returns `null` when the call may have been carried out, or when it is no such error
 */
export function readHttpFailure(error: Readonly<Record<string, unknown>>): HttpFailure | null {
  if (typeof error["code"] === "string" && NEVER_LEFT.has(error["code"]))
    return { retry: "safe", effect: "nothing-sent", retryAfterMs: undefined };
  const response = error["response"];
  if (typeof response !== "object" || response === null) return null;
  const { status, headers } = response as { status?: unknown; headers?: unknown };
  if (typeof status !== "number" || status < 400 || status >= 500 || status === REQUEST_TIMEOUT) return null;
  return { retry: "only-after-checking", effect: "not-applied", retryAfterMs: retryAfterMs(headers) };
}

/** `Retry-After` in seconds; a date is left alone. */
function retryAfterMs(headers: unknown): number | undefined {
  if (typeof headers !== "object" || headers === null) return undefined;
  const seconds = Number((headers as Record<string, unknown>)["retry-after"]);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}
