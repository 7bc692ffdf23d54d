/** What a scheduled time tells. */
export interface ScheduledTime {
  /** The moment that was scheduled, ISO 8601 in UTC; the event may come a little later. */
  readonly scheduledAt: string;
  /** The zone the schedule is in. */
  readonly timezone: string;
}

/** A made-up event in the shape of a real one. */
export const testEvent: ScheduledTime = { scheduledAt: "2026-11-24T02:00:00.000Z", timezone: "Europe/London" };
