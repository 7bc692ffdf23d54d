import { IntegrationError } from "../integration-error.ts";
import { readIntegrationResponse } from "./integration-response.ts";
import type { IntegrationResult } from "./integration-response.ts";
import {
  PeoplevoxCredentialsRefusedError,
  PeoplevoxSessionExpiredError,
  PeoplevoxThrottledError,
} from "./peoplevox-errors.ts";
import type { CallKind } from "./peoplevox-errors.ts";
import type { RequestBudget, Waiting } from "./request-budget.ts";
import { withoutSecrets } from "./without-secrets.ts";
import { createSessionKeeper } from "./session-keeper.ts";
import { soapEnvelope } from "./soap-envelope.ts";
import type { PeoplevoxSession, SoapParameters } from "./soap-envelope.ts";
import type { SoapTransport } from "./soap-transport.ts";

export interface PeoplevoxCredentials {
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
}

/** In the US region the password travels as it is; everywhere else in base64. */
export type PeoplevoxRegion = "default" | "us";

/** One request that was sent, for counters and logs. Holds no value of any record. */
export interface RequestReport {
  readonly operation: string;
  /** Template, report or event; empty for Authenticate. */
  readonly subject: string;
  readonly durationMs: number;
  /** `"ok"`, or the `code` of the error. */
  readonly outcome: string;
}

export interface OperationCall {
  readonly operation: string;
  readonly kind: CallKind;
  readonly subject: string;
  /** Called once, when the request has got its place in the budget: until then it may still grow. */
  readonly parameters: () => SoapParameters;
}

/** Sends a call with the shared session, inside the budget, repeating what is safe to repeat. */
export type SoapCalls = (call: OperationCall) => Promise<IntegrationResult>;

export interface SoapCallsOptions {
  readonly transport: SoapTransport;
  readonly credentials: PeoplevoxCredentials;
  readonly region: PeoplevoxRegion;
  readonly budget: RequestBudget;
  readonly waiting: Waiting;
  readonly onRequest: (report: RequestReport) => void;
}

/** Waits before the second, third and fourth try: together longer than one window of the request budget. */
const WAITS_BEFORE_RETRY_MS = [1_000, 4_000, 12_000] as const;
/** No further try after this long, so that a step ends within its host's five minutes. */
const RETRY_FOR_MS = 60_000;

export function createSoapCalls(options: SoapCallsOptions): SoapCalls {
  const { transport, credentials, region, budget, waiting, onRequest } = options;
  const encodedPassword = Buffer.from(credentials.password, "utf8").toString("base64");
  const sessions = createSessionKeeper(authenticate, waiting.now);

  /** One request: its place in the budget, the exchange, the report. */
  async function exchange(
    call: Omit<OperationCall, "parameters">,
    parameters: () => SoapParameters,
    session: PeoplevoxSession | null,
  ): Promise<IntegrationResult> {
    const release = await budget.acquire();
    const sentAt = waiting.now();
    let outcome = "ok";
    try {
      const response = await transport(call, soapEnvelope(call.operation, parameters(), session));
      return readIntegrationResponse(call, call.subject, response);
    } catch (error) {
      outcome = error instanceof IntegrationError ? error.code : "failed";
      if (error instanceof PeoplevoxThrottledError) budget.pauseFor(error.retryAfterMs ?? 0);
      throw withoutSecrets(error, [credentials.password, encodedPassword, session?.sessionId ?? ""]);
    } finally {
      release();
      onRequest({ operation: call.operation, subject: call.subject, durationMs: waiting.now() - sentAt, outcome });
    }
  }

  async function authenticate(): Promise<PeoplevoxSession> {
    const password =
      region === "us" ? credentials.password : Buffer.from(credentials.password, "utf8").toString("base64");
    const parameters = { clientId: credentials.clientId, username: credentials.username, password };
    const call = { operation: "Authenticate", kind: "read", subject: "" } as const;
    const { detail } = await exchange(call, () => parameters, null);
    const [clientId = "", sessionId = ""] = detail.split(",").map((part) => part.trim());
    if (sessionId === "") throw new PeoplevoxCredentialsRefusedError("Peoplevox logged us in but gave no session.");
    return { clientId, sessionId };
  }

  async function withSession(call: OperationCall, parameters: () => SoapParameters): Promise<IntegrationResult> {
    const session = await sessions.current();
    try {
      const result = await exchange(call, parameters, session);
      sessions.used();
      return result;
    } catch (error) {
      if (error instanceof PeoplevoxSessionExpiredError) sessions.forget(session);
      throw error;
    }
  }

  async function withFreshSession(call: OperationCall, parameters: () => SoapParameters): Promise<IntegrationResult> {
    try {
      return await withSession(call, parameters);
    } catch (error) {
      if (!(error instanceof PeoplevoxSessionExpiredError)) throw error;
    }
    try {
      return await withSession(call, parameters);
    } catch (error) {
      if (!(error instanceof PeoplevoxSessionExpiredError)) throw error;
      throw new PeoplevoxCredentialsRefusedError(
        `Peoplevox does not accept the session it has just given us (region "${region}"): check the region and the user's rights.`,
      );
    }
  }

  return (call) => {
    let kept: SoapParameters | undefined;
    const parameters = () => (kept ??= call.parameters());
    return retrying(waiting, () => withFreshSession(call, parameters));
  };
}

/** Repeats a call while its errors say that this is safe. Writes whose fate is unknown never say so. */
async function retrying<T>(waiting: Waiting, call: () => Promise<T>): Promise<T> {
  const startedAt = waiting.now();
  for (const waitMs of WAITS_BEFORE_RETRY_MS) {
    try {
      return await call();
    } catch (error) {
      const isSafe = error instanceof IntegrationError && error.retry === "safe";
      if (!isSafe || waiting.now() - startedAt > RETRY_FOR_MS) throw error;
      await waiting.sleep(Math.max(waitMs, error.retryAfterMs ?? 0));
    }
  }
  return call();
}
