import { withHeld } from "./alert-memory.ts";
import type { ChannelMemory, HeldNews, HeldReason } from "./alert-memory.ts";

export type AlertForm = "alert" | "summary";

const MINUTE_MS = 60_000;
const LONGEST_WAIT_MS = 60 * MINUTE_MS;

/** The channel's memory after a message has arrived. */
export function afterArrival(
  memory: ChannelMemory,
  message: { readonly form: AlertForm; readonly news: readonly HeldNews[] },
  nowMs: number,
): ChannelMemory {
  return {
    ...withoutSending(memory, message.news),
    sentAt: message.form === "alert" ? [...memory.sentAt, nowMs] : memory.sentAt,
    summarisedAt: message.form === "summary" ? nowMs : memory.summarisedAt,
    toldAt: { ...memory.toldAt, ...Object.fromEntries(message.news.map(({ exceptionId }) => [exceptionId, nowMs])) },
    failures: 0,
    retryAt: null,
  };
}

/**
 * The channel's memory after it failed: nothing is lost, all that has not arrived waits for a summary. The channel is
 * tried again after 1, 2, 4, … minutes, at most 60, and not before it wants to be.
 *
 * @param retryAfterMs - What the channel asked for
 */
export function afterFailure(memory: ChannelMemory, nowMs: number, retryAfterMs = 0): ChannelMemory {
  const backoffMs = Math.min(MINUTE_MS * 2 ** memory.failures, LONGEST_WAIT_MS);
  return {
    ...putBack(memory, "channel-failed"),
    failures: memory.failures + 1,
    retryAt: nowMs + Math.max(backoffMs, retryAfterMs),
  };
}

/** The channel's memory when there was no time to send the rest. */
export function putBack(memory: ChannelMemory, because: HeldReason): ChannelMemory {
  const news = memory.sending?.news ?? [];
  return {
    ...memory,
    held: news.reduce<readonly HeldNews[]>(
      (held, each) => withHeld(held, each, [...each.heldBecause, because]),
      memory.held,
    ),
    sending: null,
  };
}

function withoutSending(memory: ChannelMemory, arrived: readonly HeldNews[]): ChannelMemory {
  const ids = new Set(arrived.map(({ exceptionId }) => exceptionId));
  const rest = memory.sending?.news.filter(({ exceptionId }) => !ids.has(exceptionId)) ?? [];
  return {
    ...memory,
    sending: memory.sending === null || rest.length === 0 ? null : { ...memory.sending, news: rest },
  };
}
