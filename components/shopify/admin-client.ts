import { setTimeout as delay } from "node:timers/promises";
import { createPointsBudget } from "./points-budget.ts";
import { readAnswer } from "./read-answer.ts";
import { HttpFailure, sendHttp } from "./send-http.ts";
import type { HttpAnswer, SendHttp } from "./send-http.ts";
import type { ShopifyDocument } from "./shopify-document.ts";
import { ShopifyThrottledError, ShopifyUnreachableError } from "./shopify-errors.ts";

export interface ShopifyAdminClientOptions {
  /** The shop's myshopify.com domain. */
  readonly shop: string;
  /** Admin API access token. It never appears in an error or a warning. */
  readonly accessToken: string;
  /** Such as `2026-10`. */
  readonly apiVersion: string;
  /** Where the Admin API is, without path. Default: `https://<shop>`. */
  readonly adminUrl?: string;
  readonly http?: SendHttp;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly sleep?: (ms: number) => Promise<unknown>;
  /** Longest time one HTTP request may take. Default 20,000. */
  readonly timeoutMs?: number;
  /** Longest time one call waits for points before it gives up. Default 20,000. */
  readonly maxThrottleWaitMs?: number;
}

export interface ShopifyRequestOptions {
  /** Part of the bucket of points, 0 to 1, that a long piece of work leaves to others. Default 0. */
  readonly shareLeftToOthers?: number;
}

export interface ShopifyAdminClient {
  readonly shop: string;
  readonly apiVersion: string;
  /** Things a person should know, each once: such as an API version that Shopify no longer serves. */
  readonly warnings: readonly string[];
  /**
   * Runs one GraphQL operation. Waits for points, and sends a query again when Shopify was not reached.
   * A mutation is sent again only when it certainly did not run.
   *
   * @throws {IntegrationError} One of `shopify-errors.ts`
   */
  request<Result, Variables>(
    document: ShopifyDocument<Result, Variables>,
    variables: Variables,
    options?: ShopifyRequestOptions,
  ): Promise<Result>;
}

/** Waits before a query is sent again because Shopify was not reached or failed. */
const QUERY_RETRY_WAITS_MS = [500, 1500];

export function createShopifyAdminClient(options: ShopifyAdminClientOptions): ShopifyAdminClient {
  const { shop, accessToken, apiVersion, http = sendHttp, now = Date.now, sleep = delay } = options;
  const { timeoutMs = 20_000, maxThrottleWaitMs = 20_000 } = options;
  const url = `${(options.adminUrl ?? `https://${shop}`).replace(/\/+$/, "")}/admin/api/${apiVersion}/graphql.json`;
  const budget = createPointsBudget(now);
  const warnings = new Set<string>();

  async function send(operation: ShopifyDocument<unknown, never>, body: string): Promise<HttpAnswer> {
    try {
      const headers = {
        "content-type": "application/json",
        accept: "application/json",
        "x-shopify-access-token": accessToken,
      };
      const answer = await http({ url, headers, body, timeoutMs });
      for (const warning of versionWarnings(apiVersion, answer)) warnings.add(warning);
      return answer;
    } catch (error) {
      if (error instanceof HttpFailure) {
        throw new ShopifyUnreachableError(operation, url, { reason: error.message, sent: error.sent });
      }
      throw error;
    }
  }

  async function sendWithPoints(
    operation: ShopifyDocument<unknown, never>,
    body: string,
    { shareLeftToOthers = 0 }: ShopifyRequestOptions,
  ): Promise<unknown> {
    const pointsWaitMs = () => budget.waitMs(operation.name, shareLeftToOthers);
    const giveUpAtMs = now() + maxThrottleWaitMs;
    const wait = async (waitMs: number) => {
      if (now() + waitMs > giveUpAtMs) throw new ShopifyThrottledError(operation, waitMs);
      await sleep(waitMs);
    };
    for (;;) {
      for (let waitMs = pointsWaitMs(); waitMs > 0; waitMs = pointsWaitMs()) await wait(waitMs);
      budget.spend(operation.name);
      const answer = readAnswer(operation, await send(operation, body), now());
      if (answer.cost !== null) budget.learn(operation.name, answer.cost);
      if (answer.kind === "data") return answer.data;
      await wait(answer.waitMs);
    }
  }

  return {
    shop,
    apiVersion,
    get warnings() {
      return [...warnings];
    },
    async request<Result, Variables>(
      document: ShopifyDocument<Result, Variables>,
      variables: Variables,
      requestOptions: ShopifyRequestOptions = {},
    ) {
      const operation = document as unknown as ShopifyDocument<unknown, never>;
      const body = JSON.stringify({ query: document.text, variables, operationName: document.name });
      for (let attempt = 0; ; attempt += 1) {
        try {
          return (await sendWithPoints(operation, body, requestOptions)) as Result;
        } catch (error) {
          const waitMs = QUERY_RETRY_WAITS_MS[attempt];
          if (waitMs === undefined || !isWorthAnotherTry(error)) throw error;
          await sleep(waitMs);
        }
      }
    },
  };
}

/** Failures that pass by themselves and changed nothing. Throttling has had its own waits; a locked shop stays locked. */
function isWorthAnotherTry(error: unknown): boolean {
  const { code, retry, retryAfterMs } = error as { code?: string; retry?: string; retryAfterMs?: number };
  return retry === "safe" && retryAfterMs === undefined && (code?.startsWith("shopify-") ?? false);
}

/** Shopify does not refuse an expired API version: it serves the oldest one it has, and says so in a header. */
function versionWarnings(asked: string, { headers }: HttpAnswer): string[] {
  const served = headers["x-shopify-api-version"];
  const reason = headers["x-shopify-api-deprecated-reason"];
  return [
    ...(served === undefined || served === asked
      ? []
      : [`Shopify served API version ${served} instead of ${asked}: set a version that Shopify supports.`]),
    ...(reason === undefined ? [] : [`Shopify calls something in this request deprecated: ${reason}`]),
  ];
}
