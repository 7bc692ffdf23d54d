import { IntegrationError } from "../integration-error.ts";
import type { CallEffect, RetryAdvice } from "../integration-error.ts";

/** Whether a call could change anything in Peoplevox. */
export type CallKind = "read" | "write";

/** Our own settings cannot be used: an address, a profile value, a missing credential. */
export class PeoplevoxSettingsError extends IntegrationError {
  override readonly code = "peoplevox-settings-invalid";

  constructor(problem: string) {
    super({ message: `Peoplevox settings: ${problem} Nothing was sent.`, retry: "never", effect: "nothing-sent" });
  }
}

/** Peoplevox refused to log us in, or does not accept the session that it has just given. */
export class PeoplevoxCredentialsRefusedError extends IntegrationError {
  override readonly code = "peoplevox-credentials-refused";

  constructor(problem: string) {
    super({ message: `${problem} Nothing was changed.`, retry: "never", effect: "not-applied" });
  }
}

/** The session is over (30 minutes without a call). The client logs in again; callers never see this. */
export class PeoplevoxSessionExpiredError extends IntegrationError {
  override readonly code = "peoplevox-session-expired";

  constructor(operation: string) {
    super({
      message: `Peoplevox says at ${operation} that the session is over. Nothing was changed.`,
      retry: "safe",
      effect: "not-applied",
    });
  }
}

/** HTTP 429: more requests than Peoplevox takes in this time. Nothing ran, so the same call is safe to send again. */
export class PeoplevoxThrottledError extends IntegrationError {
  override readonly code = "peoplevox-throttled";

  constructor(operation: string, retryAfterMs: number) {
    super({
      message: `Peoplevox asked us at ${operation} to wait ${String(retryAfterMs)} ms (HTTP 429). Nothing was changed.`,
      retry: "safe",
      effect: "not-applied",
      retryAfterMs,
    });
  }
}

/** How far a call got that has no answer. */
export type Reach = "never-left" | "no-answer";

/** No connection, or a connection that ended before the answer: see `effect` for what that means. */
export class PeoplevoxUnreachableError extends IntegrationError {
  override readonly code = "peoplevox-unreachable";

  constructor(call: { operation: string; kind: CallKind; reach: Reach; problem: string; host: string }) {
    const meaning = unansweredCall(call.kind, call.reach);
    super({
      message: `Peoplevox at ${call.host} did not answer ${call.operation}: ${call.problem}. ${meaning.words}`,
      ...meaning,
    });
  }
}

/** A web page instead of an answer: a gateway, a proxy, maintenance, or a wrong address. */
export class PeoplevoxHtmlPageError extends IntegrationError {
  override readonly code = "peoplevox-html-page";

  constructor(call: { operation: string; kind: CallKind; status: number; title: string }) {
    const meaning = unansweredCall(call.kind, "no-answer");
    super({
      message: `Peoplevox answered ${call.operation} with a web page (HTTP ${String(call.status)}, "${call.title}") where SOAP was expected. ${meaning.words}`,
      ...meaning,
    });
  }
}

/** An answer that is not what the service promises: broken XML, a DOCTYPE, no ResponseId, CSV that cannot be read. */
export class PeoplevoxUnreadableAnswerError extends IntegrationError {
  override readonly code = "peoplevox-unreadable-answer";

  constructor(call: { operation: string; kind: CallKind; problem: string }) {
    const meaning = unansweredCall(call.kind, "no-answer");
    super({
      message: `Peoplevox's answer to ${call.operation} cannot be read: ${call.problem}. ${meaning.words}`,
      ...meaning,
    });
  }
}

/** A SOAP fault. A fault of the client side means that the call never ran; one of the server side says nothing. */
export class PeoplevoxSoapFaultError extends IntegrationError {
  override readonly code = "peoplevox-soap-fault";

  constructor(call: { operation: string; kind: CallKind; faultCode: string; faultText: string }) {
    const ours = /client|sender|versionmismatch|mustunderstand/i.test(call.faultCode);
    const meaning: Meaning = ours
      ? { retry: "never", effect: "not-applied", words: "Nothing was changed." }
      : unansweredCall(call.kind, "no-answer");
    super({
      message: `Peoplevox answered ${call.operation} with the SOAP fault ${call.faultCode}: "${call.faultText}". ${meaning.words}`,
      ...meaning,
    });
  }
}

/** ResponseId -1 for the call as a whole. */
export class PeoplevoxRequestRefusedError extends IntegrationError {
  override readonly code = "peoplevox-request-refused";
  /** Peoplevox's own text. */
  readonly detail: string;
  /** Peoplevox's own code; empty where it gives none. Values are not documented. */
  readonly errorCode: string;

  constructor(call: { operation: string; subject: string; detail: string; errorCode: string }) {
    super({
      message: `Peoplevox refused ${call.operation}${call.subject === "" ? "" : ` of "${call.subject}"`}: "${call.detail}". Nothing was changed.`,
      retry: "never",
      effect: "not-applied",
    });
    this.detail = call.detail;
    this.errorCode = call.errorCode;
  }
}

/** The tenant has not configured this template, or not with a column that is needed. */
export class PeoplevoxTemplateNotConfiguredError extends IntegrationError {
  override readonly code = "peoplevox-template-not-configured";

  constructor(template: string, problem: string) {
    super({
      message: `Peoplevox template "${template}": ${problem} Configure it under Integration → Integration templates, or name it in the tenant profile. Nothing was changed.`,
      retry: "never",
      effect: "not-applied",
    });
  }
}

/** The number of matching records changed each time while pages were read. */
export class PeoplevoxPagesMovedError extends IntegrationError {
  override readonly code = "peoplevox-pages-moved";

  constructor(template: string, tries: number) {
    super({
      message: `Records of "${template}" changed while their pages were read, ${String(tries)} times in a row. Nothing was changed.`,
      retry: "safe",
      effect: "not-applied",
    });
  }
}

/** A value that cannot be put into a search clause: how Peoplevox escapes these characters is not documented. */
export class PeoplevoxUnsafeSearchValueError extends IntegrationError {
  override readonly code = "peoplevox-unsafe-search-value";

  constructor(field: string, value: string) {
    super({
      message: `Search for ${field}: the value ${JSON.stringify(value)} holds a double quote, a backslash or a control character; expected text without them. Nothing was sent.`,
      retry: "never",
      effect: "nothing-sent",
    });
  }
}

/** One row of a SaveData. `lineNo` counts from 1 over the rows of the caller, not of the merged request. */
export interface RowInAnswer {
  readonly lineNo: number;
  /** The row's key as Peoplevox writes it, such as `SO-1001 - SKU-HAT`. */
  readonly reference: string;
}

export interface RefusedRow extends RowInAnswer {
  readonly detail: string;
}

/** Peoplevox refused rows of a SaveData; the others of the same call are stored. */
export class PeoplevoxRowsRefusedError extends IntegrationError {
  override readonly code = "peoplevox-rows-refused";
  readonly template: string;
  readonly stored: readonly RowInAnswer[];
  readonly refused: readonly RefusedRow[];
  /** Rows that the answer says nothing about. */
  readonly unknown: readonly RowInAnswer[];

  constructor(rows: {
    template: string;
    stored: readonly RowInAnswer[];
    refused: readonly RefusedRow[];
    unknown: readonly RowInAnswer[];
  }) {
    super({
      message: rowsMessage(rows),
      retry: rows.unknown.length > 0 ? "only-after-checking" : "never",
      effect: rowsEffect(rows),
    });
    this.template = rows.template;
    this.stored = rows.stored;
    this.refused = rows.refused;
    this.unknown = rows.unknown;
  }
}

interface Meaning {
  readonly retry: RetryAdvice;
  readonly effect: CallEffect;
  readonly words: string;
}

function unansweredCall(kind: CallKind, reach: Reach): Meaning {
  if (reach === "never-left") return { retry: "safe", effect: "nothing-sent", words: "Nothing was sent." };
  if (kind === "read") return { retry: "safe", effect: "not-applied", words: "Nothing was changed." };
  return {
    retry: "only-after-checking",
    effect: "unknown",
    words: "Peoplevox may have applied it: read the record before sending it again.",
  };
}

interface RowGroups {
  readonly template: string;
  readonly stored: readonly RowInAnswer[];
  readonly refused: readonly RefusedRow[];
  readonly unknown: readonly RowInAnswer[];
}

function rowsEffect(rows: RowGroups): CallEffect {
  if (rows.unknown.length > 0) return "unknown";
  return rows.stored.length > 0 ? "partly-applied" : "not-applied";
}

function rowsMessage(rows: RowGroups): string {
  const refused = rows.refused.map((row) => `row ${String(row.lineNo)} (${row.reference}): "${row.detail}"`).join("; ");
  const stored = rows.stored.length === 0 ? "Nothing was changed." : `Stored: ${listed(rows.stored)}.`;
  const unknown = rows.unknown.length === 0 ? "" : ` No word about: ${listed(rows.unknown)}.`;
  return `Peoplevox refused rows of "${rows.template}": ${refused === "" ? "none named" : refused}. ${stored}${unknown}`;
}

function listed(rows: readonly RowInAnswer[]): string {
  return rows.map((row) => row.reference).join(", ");
}
