import { createHash, timingSafeEqual } from "node:crypto";
import type { HttpEvent } from "../../../components/pipedream-component.ts";
import { isSearchable } from "../../../components/peoplevox/search-clause.ts";
import { readState, writeState } from "./status-source.ts";
import type { StatusSource } from "./status-source.ts";
import { withPending } from "./status-state.ts";

/** A callback as a source meets it: with the query of its address. */
export interface CallbackEvent extends HttpEvent {
  readonly query?: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** A number, a status and a time: 300 bytes. */
const MOST_BYTES = 8_192;
const LONGEST_NUMBER = 100;

const REFUSALS = {
  "method-not-post": 405,
  "token-mismatch": 401,
  "body-too-large": 413,
  "no-sales-order-number": 400,
} as const;

export type CallbackAnswer =
  | { readonly status: 200; readonly outcome: "noted"; readonly salesOrderNumber: string }
  | { readonly status: number; readonly refused: keyof typeof REFUSALS; readonly detail: string };

/**
 * Checks a callback and notes its Sales Order, before anything is answered. Peoplevox signs nothing: the secret is in
 * the address, and what the body says is only a hint, since the Sales Order is looked at before anything is told.
 */
export function receiveCallback(source: StatusSource, event: CallbackEvent): CallbackAnswer {
  if (event.method.toUpperCase() !== "POST") return refuse("method-not-post", event.method);
  const state = readState(source);
  const token = event.query?.["token"];
  if (typeof token !== "string" || !sameText(token, state.token)) {
    return refuse("token-mismatch", "expected the token of this source's subscription");
  }
  const body = event.bodyRaw ?? "";
  if (Buffer.byteLength(body) > MOST_BYTES) return refuse("body-too-large", `at most ${MOST_BYTES} bytes`);
  const number = new URLSearchParams(body).get("so")?.trim() ?? "";
  if (number === "" || number.length > LONGEST_NUMBER || number.includes("{") || !isSearchable(number)) {
    return refuse("no-sales-order-number", "expected so=<Sales Order number>");
  }
  writeState(source, withPending(state, number));
  return { status: 200, outcome: "noted", salesOrderNumber: number };
}

const refuse = (refused: keyof typeof REFUSALS, detail: string): CallbackAnswer => ({
  status: REFUSALS[refused],
  refused,
  detail,
});

/** Compares in a time that does not depend on where the texts differ. */
function sameText(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
