import { Cron } from "croner";
import { dueTimes } from "../../components/schedule/due-times.ts";
import type { Schedule, TimerEvent } from "../component-host/types.ts";

/** The clock is looked at again after so long: it may have been put forward or back. */
const LOOK_EVERY_MS = 30_000;

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

  /** An interval is kept by the time that passes, whatever the clock says. */
  function planInterval(waitMs: number): void {
    if (stopped) return;
    timer =
      waitMs > LOOK_EVERY_MS
        ? setTimeout(() => planInterval(waitMs - LOOK_EVERY_MS), LOOK_EVERY_MS)
        : setTimeout(run, waitMs);
  }

  /** Times of day are kept by the clock. @param dueMs - The next one, as far as is known */
  function planCron(schedule: Cron, dueMs = Number.POSITIVE_INFINITY): void {
    if (stopped) return;
    if (dueMs <= Date.now()) {
      run();
      return;
    }
    const next = Math.min(dueMs, schedule.nextRun()?.getTime() ?? Number.POSITIVE_INFINITY);
    if (next === Number.POSITIVE_INFINITY) return;
    timer = setTimeout(() => planCron(schedule, next), Math.min(LOOK_EVERY_MS, Math.max(0, next - Date.now())));
  }

  function run(): void {
    const startedAt = Date.now();
    current = tick(eventOf(schedule, startedAt))
      .then(() => (cron === null ? undefined : memory.note(startedAt)))
      .then(() => planNext(startedAt));
  }

  function planNext(startedAt: number): void {
    if (cron !== null) {
      planCron(cron);
      return;
    }
    if (!("intervalSeconds" in schedule)) return;
    const intervalMs = schedule.intervalSeconds * 1000;
    // A clock that was put back while a tick ran must not hold up the next one.
    planInterval(Math.min(intervalMs, Math.max(0, startedAt + intervalMs - Date.now())));
  }

  async function begin(cronSchedule: Cron): Promise<void> {
    const now = Date.now();
    const { doneUntilMs } = memory;
    if (doneUntilMs === null) await memory.note(now);
    const missed = doneUntilMs === null ? [] : dueTimes(cronSchedule, { missed: "once" }, doneUntilMs, now);
    if (stopped) return;
    if (missed.length > 0) run();
    else planCron(cronSchedule);
  }

  if (cron === null) planInterval(0);
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
