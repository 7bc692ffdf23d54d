import type { KnownConnection } from "../workers.ts";
import type { Finding } from "./breaker.ts";

/** Errors after which the other side counts as away, and why. A refusal is an answer; being throttled is one too. */
const AWAY = [
  { code: "peoplevox-unreachable", because: "No connection, or no answer." },
  { code: "peoplevox-html-page", because: "A web page where SOAP was expected: maintenance, or a gateway." },
  { code: "shopify-unreachable", because: "No connection, or no answer." },
  { code: "step-timeout", because: "It kept a step waiting beyond its limit." },
] as const;

/** Of Shopify's HTTP statuses only those that may pass by themselves; the others are refusals. */
const AWAY_UNLESS_HOPELESS = "shopify-http";

/** What one attempt of a run went through. */
export interface AttemptTrace {
  /** `key@version` of the steps that ended well in this attempt. */
  readonly succeeded: readonly string[];
  readonly failure: {
    readonly uses: string;
    readonly code: string;
    readonly message: string;
    readonly retry: string;
  } | null;
}

/**
 * What an attempt says about the connections of its recipe.
 *
 * Assumption: of two connections of one type in one recipe the step is not known to have used either; both get the finding.
 */
export function findingsOf(
  connections: readonly Pick<KnownConnection, "name" | "type">[],
  { succeeded, failure }: AttemptTrace,
): ReadonlyMap<string, Pick<Finding, "kind" | "because">> {
  const finding = (type: string): Pick<Finding, "kind" | "because"> => {
    const isOf = (text: string): boolean => text.startsWith(`${type}-`);
    if (failure !== null && isAway(failure) && (isOf(failure.code) || isOf(failure.uses)))
      return { kind: "away", because: failure.message };
    const answered = succeeded.some(isOf) || (failure !== null && isOf(failure.code));
    return { kind: answered ? "answered" : "untouched", because: "" };
  };
  return new Map(connections.map(({ name, type }) => [name, finding(type)]));
}

function isAway({ code, retry }: NonNullable<AttemptTrace["failure"]>): boolean {
  return AWAY.some((row) => row.code === code) || (code === AWAY_UNLESS_HOPELESS && retry !== "never");
}
