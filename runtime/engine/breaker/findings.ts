import type { KnownConnection } from "../workers.ts";
import type { OtherSide } from "../read-other-side.ts";
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
    /** What the error itself says of whatever the step called. */
    readonly otherSide: OtherSide;
  } | null;
}

/**
 * What an attempt says about the connections of its recipe. The steps of a system are known by its type, those of an app
 * by the app's slug: Pipedream's component keys begin with it, as in `slack-send-message`. Our own steps say themselves
 * that a system is away; those of apps only show the error of their HTTP client.
 *
 * Assumption: of two connections of one system in one recipe the step is not known to have used either; both get the finding.
 */
export function findingsOf(
  connections: readonly Pick<KnownConnection, "name" | "type" | "app">[],
  { succeeded, failure }: AttemptTrace,
): ReadonlyMap<string, Pick<Finding, "kind" | "because">> {
  const finding = ({ type, app }: (typeof connections)[number]): Pick<Finding, "kind" | "because"> => {
    const isOf = (text: string): boolean => text.startsWith(`${app ?? type}-`);
    const ofFailure = failure !== null && (isOf(failure.code) || isOf(failure.uses));
    const itself = ofFailure && app !== undefined ? failure.otherSide : null;
    if (ofFailure && (isAway(failure) || itself === "away")) return { kind: "away", because: failure.message };
    const answered = succeeded.some(isOf) || itself === "answered" || (failure !== null && isOf(failure.code));
    return { kind: answered ? "answered" : "untouched", because: "" };
  };
  return new Map(connections.map((connection) => [connection.name, finding(connection)]));
}

function isAway({ code, retry }: NonNullable<AttemptTrace["failure"]>): boolean {
  return AWAY.some((row) => row.code === code) || (code === AWAY_UNLESS_HOPELESS && retry !== "never");
}
