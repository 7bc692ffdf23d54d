import type { Emit, SourceComponent, SourceDb, TimerEvent } from "../../../components/pipedream-component.ts";
import { MISSED_RUNS } from "../../../components/schedule/due-times.ts";
import type { MissedRuns } from "../../../components/schedule/due-times.ts";
import { testEvent } from "./test-event.ts";
import type { ScheduledTime } from "./test-event.ts";
import { readTimetable } from "./timetable.ts";

interface ScheduleThis {
  readonly cron: string;
  readonly timezone?: string;
  readonly missedRuns?: MissedRuns;
  readonly missedAtMost?: number;
  readonly db: SourceDb;
  readonly $emit: Emit;
}

/** State: the moment up to which scheduled times are dealt with, in milliseconds since 1970. */
const DONE_UNTIL = "doneUntilMs";
const DEFAULT_TIMEZONE = "UTC";

export default {
  type: "source",
  key: "lastedit-schedule",
  name: "New Scheduled Time",
  description:
    "Emit new event at the times of a cron schedule in a time zone of your choice, such as every night at two in London. [See the documentation](https://en.wikipedia.org/wiki/Cron)",
  version: "0.2.0",
  dedupe: "unique",
  props: {
    cron: {
      type: "string",
      label: "Schedule",
      description: "A cron expression of five fields, such as `0 2 * * *` for two o'clock every night.",
    },
    timezone: {
      type: "string",
      label: "Time zone",
      description: "The IANA name of the zone the schedule is in, such as `Europe/London`.",
      default: DEFAULT_TIMEZONE,
      optional: true,
    },
    missedRuns: {
      type: "string",
      label: "Missed Times",
      description:
        "What becomes of times that passed while nothing ran: `skip` leaves them out, `once` makes up for them once, `all` makes up for each, up to **Missed Times at Most**.",
      options: [...MISSED_RUNS],
      default: "once",
      optional: true,
    },
    missedAtMost: {
      type: "integer",
      label: "Missed Times at Most",
      description: "For `all`: only the latest so many are made up for.",
      min: 1,
      max: 100,
      default: 24,
      optional: true,
    },
    timer: {
      type: "$.interface.timer",
      label: "Tick",
      description: "How often to see whether a scheduled time has come. On Pipedream each tick is a run.",
      default: { intervalSeconds: 300 },
    },
    db: "$.service.db",
  },
  hooks: {
    activate(this: ScheduleThis) {
      readTimetable(this.cron, this.timezone ?? DEFAULT_TIMEZONE);
      // What was due while the source was switched off is not made up for.
      this.db.set(DONE_UNTIL, Date.now());
      return Promise.resolve();
    },
  },
  sampleEmit: testEvent,
  run(this: ScheduleThis, tick: TimerEvent) {
    const timezone = this.timezone ?? DEFAULT_TIMEZONE;
    const nowMs = tick.timestamp * 1000;
    const doneUntil = this.db.get(DONE_UNTIL);
    const afterMs = typeof doneUntil === "number" ? doneUntil : nowMs;
    const timetable = readTimetable(this.cron, timezone);
    const rules = { missed: this.missedRuns ?? "once", atMost: this.missedAtMost ?? 24 };
    for (const dueMs of timetable.due(rules, afterMs, nowMs)) {
      const scheduledAt = new Date(dueMs).toISOString();
      const event: ScheduledTime = { scheduledAt, timezone };
      this.$emit(event, { id: scheduledAt, summary: `Scheduled time ${scheduledAt}`, ts: dueMs });
    }
    // Also what was left out is dealt with.
    this.db.set(DONE_UNTIL, timetable.lastDue(afterMs, nowMs) ?? afterMs);
    return Promise.resolve();
  },
} satisfies SourceComponent;
