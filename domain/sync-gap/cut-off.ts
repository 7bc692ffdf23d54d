import { createWallClock, nextDay, weekdayOf, WEEKDAYS } from "./wall-clock.ts";
import type { Weekday } from "./wall-clock.ts";

/** When a courier collects. */
export interface Collection {
  /** Peoplevox ServiceType codes it is for; `*` for any that no other entry names. */
  readonly serviceTypes: readonly string[];
  readonly weekdays: readonly Weekday[];
  /** Wall clock time at the warehouse, `HH:mm`. */
  readonly at: string;
}

/** A merchant's courier collections. */
export interface CollectionSchedule {
  /** IANA time zone of the warehouse, such as `Europe/London`. */
  readonly timeZone: string;
  readonly collections: readonly Collection[];
  /** Local dates without any collection, `yyyy-mm-dd`. */
  readonly holidays: readonly string[];
  /** How long before a collection the last change can still be worked on, in minutes. */
  readonly leadMinutes: number;
}

/** The last moment at which a change can still reach the parcel. */
export interface CutOff {
  /** Milliseconds since 1970. */
  readonly atMs: number;
  /** When the courier comes, milliseconds since 1970. */
  readonly collectionMs: number;
  /** Whole minutes from now, rounded down. */
  readonly minutesLeft: number;
}

export interface CutOffClock {
  /**
   * The next cut-off after `nowMs`.
   *
   * @param serviceType - Peoplevox ServiceType code; `null` when not known
   * @returns `null` when nothing collects this service within five weeks
   */
  next(serviceType: string | null, nowMs: number): CutOff | null;
}

/** Longer than any run of holidays, and a courier that comes once a month is still found. */
const DAYS_AHEAD = 35;

/**
 * Works out courier cut-offs in the warehouse's time zone, across daylight-saving changes.
 *
 * A wall clock time that occurs twice, or not at all, when the clocks change counts as the earlier moment: a cut-off
 * that is told too early does no harm.
 *
 * @throws {RangeError} When the time zone, a time, a weekday or a date is none, or the lead is below 0
 */
export function createCutOffClock(schedule: CollectionSchedule): CutOffClock {
  check(schedule);
  const { timeZone, collections, holidays, leadMinutes } = schedule;
  const wall = createWallClock(timeZone);
  const free = new Set(holidays);
  const named = new Set(collections.flatMap(({ serviceTypes }) => serviceTypes));

  return {
    next(serviceType, nowMs) {
      const wanted = serviceType !== null && named.has(serviceType) ? serviceType : "*";
      const mine = collections.filter(({ serviceTypes }) => serviceTypes.includes(wanted));
      let day = wall.dayAt(nowMs);
      for (let ahead = 0; ahead < DAYS_AHEAD && mine.length > 0; ahead += 1) {
        const weekday = weekdayOf(day);
        const moments = mine
          .filter(({ weekdays }) => weekdays.includes(weekday) && !free.has(day))
          .map(({ at }) => wall.momentOf(day, at))
          .filter((collectionMs) => collectionMs - leadMinutes * 60_000 > nowMs);
        if (moments.length > 0) return cutOffBefore(Math.min(...moments), leadMinutes, nowMs);
        day = nextDay(day);
      }
      return null;
    },
  };
}

function cutOffBefore(collectionMs: number, leadMinutes: number, nowMs: number): CutOff {
  const atMs = collectionMs - leadMinutes * 60_000;
  return { atMs, collectionMs, minutesLeft: Math.floor((atMs - nowMs) / 60_000) };
}

function check({ collections, holidays, leadMinutes }: CollectionSchedule): void {
  const wrong = [
    ...collections.flatMap(({ at, weekdays }) => [
      ...(/^([01]\d|2[0-3]):[0-5]\d$/.test(at) ? [] : [`collection time "${at}", expected HH:mm`]),
      ...weekdays
        .filter((day) => !WEEKDAYS.includes(day))
        .map((day) => `weekday "${day}", expected one of ${WEEKDAYS.join(", ")}`),
    ]),
    ...holidays
      .filter((day) => !/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day)))
      .map((day) => `holiday "${day}", expected yyyy-mm-dd`),
    ...(leadMinutes >= 0 ? [] : [`lead of ${leadMinutes} minutes, expected 0 or more`]),
  ];
  if (wrong.length > 0) throw new RangeError(`The courier schedule has a ${wrong.join("; a ")}.`);
}
