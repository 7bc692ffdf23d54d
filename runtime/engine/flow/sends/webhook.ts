import { createHmac } from "node:crypto";
import axios from "axios";
import type { SendOutcome } from "./senders.ts";

const TIMEOUT_MS = 15_000;
/** Waits after the first, second, … try that failed. Each is spread a little, so that many do not come back at once. */
const RETRY_AFTER_MS = [5_000, 30_000, 300_000, 3_600_000, 6 * 3_600_000];

/** What one delivery of a deployed trigger needs. */
export interface WebhookDelivery {
  readonly url: string;
  /** The body as it is signed and sent. */
  readonly body: string;
  readonly signingKey: string;
  readonly triggerId: string;
  /** The same for every try, so that the receiver can tell a repetition. */
  readonly deliveryId: string;
}

/** Posts an event to the address that a deployed trigger was given. */
export async function deliverToWebhook(config: Readonly<Record<string, unknown>>, tries: number): Promise<SendOutcome> {
  const { url, body, signingKey, triggerId, deliveryId } = config as unknown as WebhookDelivery;
  const { host } = new URL(url);
  try {
    const { status } = await axios.post<unknown>(url, body, {
      headers: {
        "content-type": "application/json",
        "x-pd-emitter-id": triggerId,
        "x-pd-delivery-id": deliveryId,
        "x-pd-signature": signature(body, signingKey, Math.floor(Date.now() / 1000)),
      },
      // The body is text already: it must reach the other side byte for byte, since it is signed.
      transformRequest: (text: unknown) => text,
      timeout: TIMEOUT_MS,
      maxRedirects: 0,
      validateStatus: () => true,
    });
    if (status >= 200 && status < 300) return { status: "sent", because: `${host} answered ${status}.` };
    return failure(`${host} answered ${status}.`, tries);
  } catch (error) {
    const { code } = error as { readonly code?: string };
    return failure(`${host} could not be reached (${code ?? "failed"}).`, tries);
  }
}

/**
 * `x-pd-signature` of a delivery: `t=<epoch seconds>,v1=<hex>`.
 *
 * Assumption: as with others who write it so, what is signed is `<t>.<body>` with HMAC-SHA256; only the header's shape
 * and the algorithm are told.
 */
export function signature(body: string, key: string, timestampSeconds: number): string {
  const mac = createHmac("sha256", key).update(`${timestampSeconds}.${body}`).digest("hex");
  return `t=${timestampSeconds},v1=${mac}`;
}

function failure(because: string, tries: number): SendOutcome {
  const waitMs = RETRY_AFTER_MS[tries - 1];
  if (waitMs === undefined) return { status: "failed", because: `${because} Given up after ${tries} tries.` };
  return { status: "failed", because, retryAfterMs: Math.round(waitMs * (1 + Math.random() * 0.2)) };
}
