import { Cron } from "croner";
import { dueTimes } from "../../components/schedule/due-times.ts";
import type { Schedule, TimerEvent } from "../component-host/types.ts";

/** `setTimeout` fires at once for longer waits than this. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

export interface Ticker {
  /** No tick begins any more; resolves when the one under way has ended. */
  stop(): Promise<void>;
}

/** Up to when a cron schedule is dealt with, over restarts. */
export interface TickMemory {
  /** Milliseconds since 1970; `null` for a new schedule. */
  readonly doneUntilMs: number | null;
  note(doneUntilMs: number): Promise<void>;
}

/**
 * Calls `tick` on the schedule. A tick that lasts longer than its interval delays the next; two never overlap.
 * An interval's first tick comes at once, so that a source catches up on what it missed while the process was down; a
 * cron schedule that missed times makes up for them with one tick.
 *
 * @param tick - Must not reject
 */
export function startTicker(
  schedule: Schedule,
  tick: (event: TimerEvent) => Promise<void>,
  memory: TickMemory = { doneUntilMs: null, note: () => Promise.resolve() },
): Ticker {
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> = Promise.resolve();
  let stopped = false;
  const cron = "cron" in schedule ? new Cron(schedule.cron, { paused: true, ...timezoneOf(schedule) }) : null;

  function plan(waitMs: number | null): void {
    if (stopped || waitMs === null) return;
    if (waitMs > LONGEST_TIMEOUT_MS) timer = setTimeout(() => plan(waitMs - LONGEST_TIMEOUT_MS), LONGEST_TIMEOUT_MS);
    else timer = setTimeout(run, waitMs);
  }

  function run(): void {
    const startedAt = Date.now();
    current = tick(eventOf(schedule, startedAt))
      .then(() => (cron === null ? undefined : memory.note(startedAt)))
      .then(() => plan(waitUntilNext(startedAt)));
  }

  function waitUntilNext(startedAt: number): number | null {
    if ("intervalSeconds" in schedule) {
      const intervalMs = schedule.intervalSeconds * 1000;
      // A clock that was put back while a tick ran must not hold up the next one.
      return Math.min(intervalMs, Math.max(0, startedAt + intervalMs - Date.now()));
    }
    return cron?.msToNext() ?? null;
  }

  async function begin(cronSchedule: Cron): Promise<void> {
    const now = Date.now();
    const { doneUntilMs } = memory;
    if (doneUntilMs === null) await memory.note(now);
    const missed = doneUntilMs === null ? [] : dueTimes(cronSchedule, { missed: "once" }, doneUntilMs, now);
    if (stopped) return;
    if (missed.length > 0) run();
    else plan(waitUntilNext(now));
  }

  if (cron === null) plan(0);
  else current = begin(cron);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await current;
    },
  };
}

function eventOf(schedule: Schedule, now: number): TimerEvent {
  const timestamp = Math.floor(now / 1000);
  return "cron" in schedule
    ? { timestamp, cron: schedule.cron }
    : { timestamp, interval_seconds: schedule.intervalSeconds };
}

function timezoneOf(schedule: { readonly timezone?: string }): { timezone?: string } {
  return schedule.timezone === undefined ? {} : { timezone: schedule.timezone };
}
