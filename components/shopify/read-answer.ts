import { z } from "zod";
import type { QueryCost } from "./points-budget.ts";
import type { HttpAnswer } from "./send-http.ts";
import {
  ShopifyAccessDeniedError,
  ShopifyGraphqlError,
  ShopifyHttpError,
  ShopifyMaxCostExceededError,
  ShopifyUserErrorsError,
} from "./shopify-errors.ts";
import type { ShopifyUserError } from "./shopify-errors.ts";
import { retryAfterMs, throttleWaitMs } from "./throttle.ts";

type Operation = { readonly name: string; readonly kind: "query" | "mutation" };

/** `throttled`: nothing ran; the same call may be sent after `waitMs`. `cost` is `null` when Shopify gave none. */
export type AdminAnswer =
  | { readonly kind: "data"; readonly data: unknown; readonly cost: QueryCost | null }
  | { readonly kind: "throttled"; readonly waitMs: number; readonly cost: QueryCost | null };

/** Shopify's advice when it names no time. */
const DEFAULT_THROTTLE_WAIT_MS = 1000;

const costSchema = z.object({
  requestedQueryCost: z.number(),
  throttleStatus: z.object({ maximumAvailable: z.number(), currentlyAvailable: z.number(), restoreRate: z.number() }),
});

const errorSchema = z.object({
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
  extensions: z.object({ code: z.string().optional(), documentation: z.string().optional() }).optional(),
});

const envelopeSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(errorSchema).optional(),
  extensions: z.object({ cost: costSchema.optional().catch(undefined) }).optional(),
});

type GraphqlError = z.infer<typeof errorSchema>;

/**
 * Reads one answer of the Admin API: the only place where "200 but no" becomes an error.
 *
 * @throws {ShopifyHttpError} For a status that is not a success, and for an answer that is not JSON
 * @throws {ShopifyAccessDeniedError | ShopifyMaxCostExceededError | ShopifyGraphqlError} For top-level `errors`
 * @throws {ShopifyUserErrorsError} When a mutation's payload has `userErrors`
 */
export function readAnswer(operation: Operation, answer: HttpAnswer, nowMs: number): AdminAnswer {
  if (answer.status === 429) {
    const waitMs = retryAfterMs(answer.headers["retry-after"], nowMs) ?? DEFAULT_THROTTLE_WAIT_MS;
    return { kind: "throttled", waitMs, cost: null };
  }
  if (answer.status < 200 || answer.status >= 300) {
    throw new ShopifyHttpError(operation, answer.status, errorText(answer.text));
  }
  const envelope = envelopeSchema.safeParse(parseJson(answer.text));
  if (!envelope.success) throw new ShopifyHttpError(operation, answer.status, excerpt(answer.text));
  const { data, errors = [], extensions } = envelope.data;
  const cost = extensions?.cost ?? null;
  if (errors.some((error) => codeOf(error) === "THROTTLED")) {
    return { kind: "throttled", waitMs: throttledWaitMs(cost), cost };
  }
  if (errors.length > 0) throw graphqlError(operation, errors);
  if (data === null || data === undefined) throw new ShopifyHttpError(operation, answer.status, excerpt(answer.text));
  const userErrors = operation.kind === "mutation" ? userErrorsOf(data) : [];
  if (userErrors.length > 0) throw new ShopifyUserErrorsError(operation, userErrors);
  return { kind: "data", data, cost };
}

function throttledWaitMs(cost: QueryCost | null): number {
  if (cost === null || !(cost.throttleStatus.restoreRate > 0)) return DEFAULT_THROTTLE_WAIT_MS;
  const waitMs = throttleWaitMs(cost.throttleStatus, cost.requestedQueryCost);
  return waitMs === 0 ? DEFAULT_THROTTLE_WAIT_MS : waitMs;
}

function graphqlError(operation: Operation, errors: readonly GraphqlError[]): Error {
  const tooCostly = errors.find((error) => codeOf(error) === "MAX_COST_EXCEEDED");
  if (tooCostly !== undefined) return new ShopifyMaxCostExceededError(operation, tooCostly.message);
  const denied = errors.filter((error) => codeOf(error) === "ACCESS_DENIED");
  if (denied.length === 0) {
    const plain = errors.map((error) => ({ code: codeOf(error), message: error.message }));
    return new ShopifyGraphqlError(operation, plain);
  }
  return new ShopifyAccessDeniedError(operation, {
    gate: denied.some(isAboutProtectedData) ? "protected-customer-data" : "scope",
    messages: [...new Set(denied.map((error) => error.message))],
    // A denied field deeper than the mutation itself is denied after the mutation ran.
    effect:
      operation.kind === "mutation" && denied.every((error) => (error.path?.length ?? 0) > 1)
        ? "applied"
        : "not-applied",
  });
}

/** Both gates answer ACCESS_DENIED; only the link to the documentation tells them apart. */
const isAboutProtectedData = (error: GraphqlError): boolean =>
  `${error.message} ${error.extensions?.documentation ?? ""}`.includes("protected-customer-data");

const codeOf = (error: GraphqlError): string => error.extensions?.code ?? "no code";

const userErrorSchema = z.object({
  field: z
    .union([z.string(), z.array(z.string())])
    .nullish()
    .transform((field) => (Array.isArray(field) ? field.join(".") : (field ?? null))),
  message: z.string(),
  code: z
    .string()
    .nullish()
    .transform((code) => code ?? null),
});

/** `userErrors`, and lists with a longer name such as `orderCancelUserErrors`, of every mutation in the answer. */
function userErrorsOf(data: Readonly<Record<string, unknown>>): ShopifyUserError[] {
  const payloads = Object.values(data).filter((payload) => typeof payload === "object" && payload !== null);
  const lists = payloads.flatMap((payload) =>
    Object.entries(payload).flatMap(([name, value]: [string, unknown]) =>
      /userErrors$/i.test(name) && Array.isArray(value) ? (value as unknown[]) : [],
    ),
  );
  return lists.map((error) => userErrorSchema.parse(error));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Shopify's plain refusals look like `{"errors":"[API] Invalid API key …"}`. */
function errorText(text: string): string {
  const refusal = z.object({ errors: z.string() }).safeParse(parseJson(text));
  return excerpt(refusal.success ? refusal.data.errors : text);
}

const excerpt = (text: string): string => text.replace(/\s+/g, " ").trim().slice(0, 200);
