import type { DataRow } from "../csv.ts";
import { PeoplevoxRequestRefusedError } from "../peoplevox-errors.ts";
import type { RowOutcome } from "../row-outcomes.ts";

/** Rows of one caller that travel together, with the caller's promise. */
export interface WriteCall {
  readonly rows: readonly DataRow[];
  /** Which records the rows write, for the order of writes. */
  readonly keys: readonly string[];
  resolve(outcomes: readonly RowOutcome[]): void;
  reject(error: unknown): void;
}

/** Sends rows in one SaveData. */
export type SendRows = (rows: () => readonly DataRow[]) => Promise<readonly RowOutcome[]>;

/** Calls that wait to be sent in one SaveData: same template, action and columns. */
export interface WriteGroup {
  /** Groups are numbered as they begin; a group only ever waits for lower numbers. */
  readonly number: number;
  readonly calls: WriteCall[];
  /** Groups with earlier writes to the same records: their answers come first. */
  readonly after: Set<WriteGroup>;
  /** Settled, never rejected, when each caller has its answer. */
  done: Promise<void>;
}

export function rowCount(calls: readonly WriteCall[]): number {
  return calls.reduce((count, call) => count + call.rows.length, 0);
}

/**
 * Sends a group and gives each caller its part of the answer.
 *
 * Where Peoplevox refuses the whole request, the calls are halved until the one it cannot take stands alone, so that
 * no order suffers for another. Two refused halves mean that something common is wrong, and the search ends.
 */
export async function sendCalls(send: SendRows, calls: () => readonly WriteCall[]): Promise<void> {
  let sent: readonly WriteCall[] = [];
  const error = await trySend(send, () => (sent = calls()));
  if (error === null) return;
  // Nothing was sent when the session or the budget failed first: the callers are still to be told.
  if (sent.length === 0) sent = calls();
  await answerRefusal(send, sent, error);
}

async function answerRefusal(send: SendRows, calls: readonly WriteCall[], error: unknown): Promise<void> {
  if (!(error instanceof PeoplevoxRequestRefusedError) || calls.length === 1) {
    for (const call of calls) call.reject(error);
    return;
  }
  const halves = [calls.slice(0, calls.length / 2), calls.slice(calls.length / 2)];
  const refusals = [];
  for (const half of halves) {
    const refusal = await trySend(send, () => half);
    if (refusal !== null) refusals.push({ half, refusal });
  }
  const [only, other] = refusals;
  if (only !== undefined && other === undefined) return answerRefusal(send, only.half, only.refusal);
  for (const { half, refusal } of refusals) for (const call of half) call.reject(refusal);
}

/** @returns The error, or `null` when each caller has been answered */
async function trySend(send: SendRows, calls: () => readonly WriteCall[]): Promise<unknown> {
  let sent: readonly WriteCall[] = [];
  try {
    const outcomes = await send(() => {
      sent = calls();
      return sent.flatMap((call) => call.rows);
    });
    let start = 0;
    for (const call of sent) {
      call.resolve(outcomes.slice(start, start + call.rows.length));
      start += call.rows.length;
    }
    return null;
  } catch (error) {
    return error;
  }
}
