import { HttpFailure } from "../shopify/send-http.ts";
import type { SendHttp } from "../shopify/send-http.ts";
import { TAKEN_FOR_ALL } from "./alert-channel.ts";
import type { AlertReceipt } from "./alert-channel.ts";
import { AlertRefusedError, AlertThrottledError, AlertUnreachableError } from "./alert-errors.ts";

/** Chat systems answer within a second or two; a minute's round must not hang on one of them. */
const TIMEOUT_MS = 10_000;
/** Wait this long when no time is named. */
const DEFAULT_THROTTLE_WAIT_MS = 30_000;
const LONGEST_ANSWER = 120;

export interface AlertPost {
  readonly channel: string;
  readonly url: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Never shown, beside the address. */
  readonly secrets?: readonly string[];
  readonly timeoutMs?: number;
}

/**
 * Sends one alert as JSON. Any 2xx means that it was taken.
 *
 * @throws {AlertUnreachableError | AlertRefusedError | AlertThrottledError} Without the address or any secret in it
 */
export async function postAlert(send: SendHttp, post: AlertPost): Promise<AlertReceipt> {
  const { channel, url, body, headers, timeoutMs = TIMEOUT_MS } = post;
  const place = { channel, host: new URL(url).host };
  const answer = await send({
    url,
    body,
    timeoutMs,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
  }).catch((error: unknown) => {
    if (error instanceof HttpFailure)
      throw new AlertUnreachableError(place, { reason: hidden(error.message, post), sent: error.sent });
    throw error;
  });
  if (answer.status >= 200 && answer.status < 300) return TAKEN_FOR_ALL;
  if (answer.status === 429) throw new AlertThrottledError(place, throttleWaitMs(answer.headers["retry-after"]));
  const said = hidden(answer.text, post).replace(/\s+/g, " ").trim().slice(0, LONGEST_ANSWER);
  throw new AlertRefusedError(place, {
    answer: `HTTP ${answer.status}${said === "" ? "" : ` (${said})`}`,
    forNow: answer.status >= 500,
  });
}

/** `Retry-After` in whole seconds; anything else gives the default. */
function throttleWaitMs(retryAfter: string | undefined): number {
  return /^\d{1,5}$/.test(retryAfter ?? "") ? Number(retryAfter) * 1000 : DEFAULT_THROTTLE_WAIT_MS;
}

/** A webhook's address is its key: neither it nor its path goes into any text. */
function hidden(text: string, { url, secrets = [] }: AlertPost): string {
  const { pathname, search } = new URL(url);
  return [url, pathname + search, pathname, search.slice(1), ...secrets]
    .filter((secret) => secret.length > 3)
    .reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text);
}
