import { SEVERITY_RANK } from "../exceptions/pressing.ts";
import { mergedNews, withHeld } from "./alert-memory.ts";
import type { AlertReason, ChannelMemory, HeldNews, HeldReason, News } from "./alert-memory.ts";
import { isQuiet } from "./quiet-hours.ts";
import type { ChannelRules } from "./routing.ts";

/** What goes out to a channel now, and what the channel's memory is then. */
export interface GateDecision {
  readonly memory: ChannelMemory;
  /** Each one is an alert of its own. */
  readonly alerts: readonly HeldNews[];
  /** One alert about all of these; `[]` when there is none. */
  readonly summary: readonly HeldNews[];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A sender that has not confirmed within this time has died. Until then nobody else sends on the channel. */
const SENDER_GONE_AFTER_MS = 2 * MINUTE_MS;

/** These tell of a state that may come and go; the others come once per wait or deadline and are never repeats. */
const REPEATABLE: readonly AlertReason[] = ["new", "reopened", "waiting-again"];

/**
 * Lets news through to one channel, or holds them back for a summary: quiet hours, a limit of alerts per hour, the
 * same exception told a short while ago, a channel that failed. Whatever is held back goes out with a later summary.
 *
 * @param zone - IANA name, for quiet hours that name none
 * @param nowMs - Milliseconds since 1970
 */
export function passGate(
  before: ChannelMemory,
  incoming: readonly News[],
  rules: ChannelRules,
  zone: string,
  nowMs: number,
): GateDecision {
  const memory = tidied(before, rules, nowMs);
  const blocked = blocker(memory, nowMs);
  if (blocked !== null) return { memory: holdAll(memory, incoming, blocked), alerts: [], summary: [] };

  const quietHours = isQuiet(rules.quietHours, nowMs, zone) ? rules.quietHours : null;
  const mayDisturb = ({ severity }: News): boolean => quietHours === null || quietHours.exceptFor.includes(severity);
  const { alerts, held } = letThrough(memory, incoming, rules.alertsPerHour, mayDisturb);

  const summaryDue =
    memory.summarisedAt === null || nowMs - memory.summarisedAt >= rules.summaryEveryMinutes * MINUTE_MS;
  const goesOut = (news: HeldNews): boolean => summaryDue && mayDisturb(news) && !isRepeat(news, memory.toldAt);
  const summary = held.filter(goesOut);
  const news = [...alerts, ...summary];
  return {
    memory: {
      ...memory,
      held: held.filter((each) => !goesOut(each)),
      sending: news.length === 0 ? null : { at: nowMs, news },
    },
    alerts,
    summary,
  };
}

/** The most severe first, as long as there is room. What waited about the same exception goes along. */
function letThrough(
  { held: waiting, sentAt, toldAt }: ChannelMemory,
  incoming: readonly News[],
  alertsPerHour: number,
  mayDisturb: (news: News) => boolean,
): { readonly alerts: HeldNews[]; readonly held: readonly HeldNews[] } {
  const alerts: HeldNews[] = [];
  let held = waiting;
  for (const news of onePerException(incoming)) {
    const full = sentAt.length + alerts.length >= alertsPerHour;
    const because = whyHeld(news, { quiet: !mayDisturb(news), full, toldAt });
    if (because !== null) held = withHeld(held, news, [because]);
    else {
      const waited = held.find(({ exceptionId }) => exceptionId === news.exceptionId);
      alerts.push(mergedNews(waited, news, []));
      held = held.filter((each) => each !== waited);
    }
  }
  return { alerts, held };
}

function onePerException(incoming: readonly News[]): HeldNews[] {
  return incoming
    .reduce<HeldNews[]>((all, news) => withHeld(all, news, []), [])
    .sort((a, b) => SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity]);
}

/** Forgets what no longer counts; what a dead sender has left behind waits again. */
function tidied(memory: ChannelMemory, { repeatAfterMinutes }: ChannelRules, nowMs: number): ChannelMemory {
  const { sending } = memory;
  const abandoned = sending !== null && nowMs - sending.at >= SENDER_GONE_AFTER_MS ? sending.news : [];
  return {
    ...memory,
    sentAt: memory.sentAt.filter((at) => nowMs - at < HOUR_MS),
    toldAt: Object.fromEntries(
      Object.entries(memory.toldAt).filter(([, at]) => nowMs - at < repeatAfterMinutes * MINUTE_MS),
    ),
    held: abandoned.reduce<readonly HeldNews[]>(
      (held, news) => withHeld(held, news, [...news.heldBecause, "not-confirmed"]),
      memory.held,
    ),
    sending: abandoned.length > 0 ? null : sending,
  };
}

function blocker({ sending, retryAt }: ChannelMemory, nowMs: number): HeldReason | null {
  if (sending !== null) return "not-confirmed";
  return retryAt !== null && nowMs < retryAt ? "channel-failed" : null;
}

function holdAll(memory: ChannelMemory, incoming: readonly News[], because: HeldReason): ChannelMemory {
  const held = incoming.reduce<readonly HeldNews[]>((all, news) => withHeld(all, news, [because]), memory.held);
  return { ...memory, held };
}

function whyHeld(
  news: News,
  at: { readonly quiet: boolean; readonly full: boolean; readonly toldAt: ChannelMemory["toldAt"] },
): HeldReason | null {
  if (at.quiet) return "quiet-hours";
  if (isRepeat(news, at.toldAt)) return "repeat";
  return at.full ? "rate-limit" : null;
}

/** Told a short while ago (older entries are tidied away), and nothing but that it is there again. */
function isRepeat({ exceptionId, reasons }: News, toldAt: ChannelMemory["toldAt"]): boolean {
  return Object.hasOwn(toldAt, exceptionId) && reasons.every((reason) => REPEATABLE.includes(reason));
}
