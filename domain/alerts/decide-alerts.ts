import type { OpenException } from "../exceptions/exception.ts";
import { byDeadline } from "../exceptions/pressing.ts";
import type { AlertForm } from "./after-sending.ts";
import { EMPTY_CHANNEL, withHeld } from "./alert-memory.ts";
import type { AlertMemory, ChannelMemory, HeldNews, KnownException, News } from "./alert-memory.ts";
import { passGate } from "./channel-gate.ts";
import { findNews } from "./find-news.ts";
import { assigned, routeOf, rulesOf } from "./routing.ts";
import type { Routing } from "./routing.ts";

export interface AlertSituation {
  /** All exceptions that are open now, snoozes that are over counted as open. */
  readonly exceptions: readonly OpenException[];
  /** Names of the channels there are; at least one. */
  readonly channels: readonly string[];
  readonly routing: Routing;
  readonly memory: AlertMemory;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/** One message for one channel. */
export interface AlertMessage {
  readonly channel: string;
  readonly form: AlertForm;
  readonly items: readonly AlertItem[];
}

export interface AlertItem {
  readonly news: HeldNews;
  /** `null` when it was closed while the news waited. */
  readonly exception: OpenException | null;
}

/**
 * What to tell whom now. The returned memory must be stored before anything is sent: what is not confirmed with
 * `afterArrival` is sent again later, so that a process that dies loses nothing.
 */
export function decideAlerts({ exceptions, channels, routing, memory, nowMs }: AlertSituation): {
  readonly memory: AlertMemory;
  readonly messages: readonly AlertMessage[];
} {
  const open = exceptions.map((exception) => assigned(exception, routing)).sort(byDeadline);
  const known: Record<string, KnownException> = {};
  const incoming = new Map<string, News[]>(channels.map((channel) => [channel, []]));
  for (const exception of open) {
    const before = memory.known[exception.id] ?? null;
    const found = findNews(exception, before, routeOf(exception, routing, channels), nowMs);
    known[exception.id] = found.known;
    for (const { channel, news } of found.news) {
      const queue = incoming.get(channel);
      if (queue === undefined) throw new RangeError(`The routing names the channel "${channel}", which is not there.`);
      queue.push(news);
    }
  }

  const byId = new Map(open.map((exception) => [exception.id, exception]));
  const itemOf = (news: HeldNews): AlertItem => ({ news, exception: byId.get(news.exceptionId) ?? null });
  const left = leftByRemoved(memory, channels);
  const memories: Record<string, ChannelMemory> = {};
  const messages: AlertMessage[] = [];
  for (const [channel, news] of incoming) {
    const before = withLeft(memory.channels[channel] ?? EMPTY_CHANNEL, left);
    const decision = passGate(before, news, rulesOf(channel, routing), routing.zone, nowMs);
    memories[channel] = decision.memory;
    messages.push(...decision.alerts.map((each) => ({ channel, form: "alert" as const, items: [itemOf(each)] })));
    if (decision.summary.length > 0) messages.push({ channel, form: "summary", items: decision.summary.map(itemOf) });
  }
  return { memory: { known, channels: memories }, messages };
}

/** What still waits for channels that are no longer there. */
function leftByRemoved({ channels }: AlertMemory, existing: readonly string[]): HeldNews[] {
  return Object.entries(channels)
    .filter(([name]) => !existing.includes(name))
    .flatMap(([, { held, sending }]) => [...held, ...(sending?.news ?? [])]);
}

function withLeft(memory: ChannelMemory, left: readonly HeldNews[]): ChannelMemory {
  const held = left.reduce<readonly HeldNews[]>(
    (all, news) => withHeld(all, news, [...news.heldBecause, "channel-removed"]),
    memory.held,
  );
  return { ...memory, held };
}
