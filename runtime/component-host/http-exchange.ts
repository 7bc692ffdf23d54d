import { toHttpResponse } from "./http-response.ts";
import type { HttpResponse } from "./types.ts";

/** The answer to one request, while the source works on it. */
export interface HttpExchange {
  /** `this.http.respond`. Resolves when the answer is on its way, or when it was given up for a 500. */
  respond(given: unknown): Promise<void>;
  /**
   * The run has ended; gives the automatic answer unless the source has answered.
   *
   * @param late - Asked, once everything is stored, for an answer that comes from elsewhere; `null` when there is none
   */
  finish(outcome: "succeeded" | "failed", late?: () => Promise<HttpResponse | null>): Promise<void>;
  readonly response: Promise<HttpResponse>;
  readonly answered: boolean;
}

export interface ExchangeOptions {
  /** The source has asked to answer itself; otherwise Pipedream answers for it. */
  readonly customResponse: boolean;
  /** Makes everything gathered so far durable. */
  readonly flush: () => Promise<void>;
  readonly warn: (text: string) => void;
}

const NOT_STORED = refusal(500, "not-stored", "The event could not be stored. Please send it again.");
const FAILED = refusal(500, "source-failed", "The source failed before it answered. Please send the event again.");
const AUTOMATIC: HttpResponse = { status: 200, headers: {}, body: "" };

/** An answer of the host itself, with the reason in words. */
export function refusal(status: number, code: string, reason: string): HttpResponse {
  return toHttpResponse({ status, body: { error: code, reason } });
}

/**
 * Assumption: a source with `customResponse` that does not answer leaves it to the recipe's `$.respond`; when that gives
 * none either, the answer is an empty 200. Pipedream does not say. A source without it is answered at the end of its run too, so that a failure is not answered with 200.
 */
export function createExchange(options: ExchangeOptions): HttpExchange {
  const { promise, resolve } = Promise.withResolvers<HttpResponse>();
  let answer: Promise<void> | null = null;

  async function answerWith(response: () => HttpResponse | Promise<HttpResponse>): Promise<void> {
    try {
      await options.flush();
    } catch {
      resolve(NOT_STORED);
      return;
    }
    resolve(await response());
  }

  /** The recipe's answer, else the automatic one. A failure to look for it is no failure of the request. */
  async function lateOrAutomatic(late: () => Promise<HttpResponse | null>): Promise<HttpResponse> {
    const found = await late().catch(() => null);
    if (found === null) options.warn("The source did not call respond(); it was answered with an empty 200.");
    return found ?? AUTOMATIC;
  }

  return {
    // Throws at once and never rejects: components often leave the promise alone, and nobody would see it reject.
    respond(given) {
      if (!options.customResponse) {
        options.warn("respond() has no effect: the HTTP prop is not defined with customResponse: true.");
        return Promise.resolve();
      }
      if (answer !== null) {
        options.warn("respond() was called a second time and had no effect.");
        return answer;
      }
      const response = toHttpResponse(given);
      // Components often go on with $emit in the same breath; one turn of the event loop takes those events along.
      answer = new Promise<void>((done) => setImmediate(done)).then(() => answerWith(() => response));
      return answer;
    },
    async finish(outcome, late = () => Promise.resolve(null)) {
      answer ??= answerWith(() => {
        if (outcome === "failed") return FAILED;
        return options.customResponse ? lateOrAutomatic(late) : AUTOMATIC;
      });
      await answer;
    },
    response: promise,
    get answered() {
      return answer !== null;
    },
  };
}
