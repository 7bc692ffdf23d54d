/** What an error says about whether the other side answered; `null` when it says nothing of it. */
export type OtherSide = "answered" | "away" | null;

/** Codes of Node, undici and axios for a call that got no answer, or no connection. */
const NO_ANSWER = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "ECONNRESET",
  "EPIPE",
  "ECONNABORTED",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
  "UND_ERR_SOCKET",
]);
/** Answers of what stands before a system that is away. */
const GATEWAY_STATUSES = new Set([502, 503, 504]);
/** Clients wrap what their HTTP library threw, some more than once. */
const DEEPEST = 4;

/** Reads an error of axios, fetch or a vendor's client by its shape, and what it wraps. */
export function readOtherSide(error: Readonly<Record<string, unknown>>): OtherSide {
  let each: Readonly<Record<string, unknown>> | null = error;
  for (let depth = 0; each !== null && depth < DEEPEST; depth++) {
    const status = statusOf(each);
    if (status !== null) return GATEWAY_STATUSES.has(status) ? "away" : "answered";
    if (typeof each["code"] === "string" && NO_ANSWER.has(each["code"])) return "away";
    each = fieldsOf(each["cause"]) ?? fieldsOf(each["original"]);
  }
  return null;
}

function statusOf(error: Readonly<Record<string, unknown>>): number | null {
  const { status, statusCode } = fieldsOf(error["response"]) ?? error;
  const isStatus = (value: unknown): value is number => typeof value === "number" && value >= 100 && value < 600;
  return [status, statusCode].find(isStatus) ?? null;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
}
