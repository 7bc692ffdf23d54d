import { isAxiosError } from "axios";
import type { AxiosInstance } from "axios";
import { PeoplevoxThrottledError, PeoplevoxUnreachableError } from "./peoplevox-errors.ts";
import type { Reach } from "./peoplevox-errors.ts";
import { PEOPLEVOX_NAMESPACE } from "./soap-envelope.ts";
import { readSoapResponse } from "./soap-response.ts";
import type { IntegrationResponse, SoapCall } from "./soap-response.ts";

/** Sends one envelope and reads the one answer. No retry, no session, no budget. */
export type SoapTransport = (call: SoapCall, envelope: string) => Promise<IntegrationResponse>;

/** Wait this long when Peoplevox throttles without saying how long. */
const DEFAULT_THROTTLE_WAIT_MS = 5_000;
/** An answer above this is broken or hostile: 1,000 rows of 100 full columns are about 10 MB. */
const MAX_ANSWER_BYTES = 100_000_000;

/**
 * @param http - An axios instance; tests and proxies pass their own
 * @param url - Full `.asmx` address
 * @param timeoutMs - Longest wait for the whole answer; large reads can take minutes
 */
export function createSoapTransport(http: AxiosInstance, url: string, timeoutMs: number): SoapTransport {
  return async (call, envelope) => {
    const response = await http
      .post<string>(url, envelope, {
        headers: {
          "Content-Type": "text/xml; charset=utf-8",
          SOAPAction: `"${PEOPLEVOX_NAMESPACE}${call.operation}"`,
        },
        timeout: timeoutMs,
        responseType: "text",
        transformResponse: (body: string) => body,
        validateStatus: () => true,
        maxRedirects: 0,
        maxContentLength: MAX_ANSWER_BYTES,
      })
      .catch((error: unknown) => {
        throw unreachable(call, error, new URL(url).host);
      });
    if (response.status === 429) {
      throw new PeoplevoxThrottledError(call.operation, throttleWaitMs(String(response.headers["retry-after"] ?? "")));
    }
    return readSoapResponse(call, response.status, response.data);
  };
}

/** `Retry-After` in whole seconds; anything else (a date, nothing) gives the default. */
function throttleWaitMs(retryAfter: string): number {
  return /^\d{1,4}$/.test(retryAfter) ? Number(retryAfter) * 1000 : DEFAULT_THROTTLE_WAIT_MS;
}

/** The request, with password or session, hangs on axios's error: only its code and first words go on. */
function unreachable(call: SoapCall, error: unknown, host: string): PeoplevoxUnreachableError {
  const code = isAxiosError(error) ? (error.code ?? "") : "";
  const words = error instanceof Error ? error.message : "unknown failure";
  return new PeoplevoxUnreachableError({
    ...call,
    host,
    reach: reachOf(code, error),
    problem: `${code} ${words}`.trim(),
  });
}

/** Failures before a byte of the request can have left: name look-up, connecting, TLS. */
const NEVER_LEFT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ERR_TLS_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|EPROTO|ERR_SSL_)/;

function reachOf(code: string, error: unknown): Reach {
  if (NEVER_LEFT.test(code)) return "never-left";
  const cause = error instanceof Error ? error.cause : undefined;
  const connecting = typeof cause === "object" && cause !== null && "syscall" in cause && cause.syscall === "connect";
  return connecting ? "never-left" : "no-answer";
}
