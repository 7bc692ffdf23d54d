import type { StoredError } from "../store/runs/run.ts";
import { readHttpFailure } from "./read-http-failure.ts";
import { readOtherSide } from "./read-other-side.ts";
import type { OtherSide } from "./read-other-side.ts";

export interface ReadError extends StoredError {
  /** Milliseconds to wait that the other side asked for. */
  readonly retryAfterMs: number | undefined;
  /** Nothing failed: the other side is not ready yet, such as an order that is not imported. Not counted as a try. */
  readonly waiting: boolean;
  readonly otherSide: OtherSide;
}

const RETRY = ["never", "safe", "only-after-checking"] as const;
const EFFECT = ["nothing-sent", "not-applied", "applied", "partly-applied", "unknown"] as const;
/** Errors that no repetition cures, by the names that components and JavaScript give them. */
const HOPELESS = new Set(["ConfigurationError", "SyntaxError", "ReferenceError"]);

/**
 * Reads an error by its shape, never by its class: a component bundles its own copy of our error classes.
 *
 * @param writes - Whether the step may change the other side; decides what an error that says nothing may have done
 */
export function readError(thrown: unknown, writes: boolean): ReadError {
  const fields = typeof thrown === "object" && thrown !== null ? (thrown as Record<string, unknown>) : {};
  const name = typeof fields["name"] === "string" ? fields["name"] : "Error";
  const http = readHttpFailure(fields);
  return {
    message: typeof fields["message"] === "string" && fields["message"] !== "" ? fields["message"] : describe(thrown),
    code: typeof fields["code"] === "string" ? fields["code"] : HOPELESS.has(name) ? kebab(name) : "step-failed",
    retry: oneOf(RETRY, fields["retry"]) ?? http?.retry ?? (HOPELESS.has(name) ? "never" : "only-after-checking"),
    effect: oneOf(EFFECT, fields["effect"]) ?? http?.effect ?? (writes ? "unknown" : "not-applied"),
    retryAfterMs:
      typeof fields["retryAfterMs"] === "number" && fields["retryAfterMs"] >= 0
        ? fields["retryAfterMs"]
        : http?.retryAfterMs,
    waiting: fields["waiting"] === true,
    otherSide: readOtherSide(fields),
  };
}

function describe(thrown: unknown): string {
  return typeof thrown === "string" && thrown !== ""
    ? thrown
    : `The step threw ${thrown === null ? "null" : typeof thrown} without a message.`;
}

function oneOf<T extends string>(allowed: readonly T[], value: unknown): T | undefined {
  return allowed.find((candidate) => candidate === value);
}

function kebab(name: string): string {
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
}
