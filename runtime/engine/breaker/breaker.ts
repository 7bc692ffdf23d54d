/**
 * Whether a connection is used. `closed`: as usual. `open`: the other side is away, and work for it waits. `half-open`:
 * it is tried, with one run first and with more for each that gets an answer.
 */
export interface Breaker {
  readonly state: "closed" | "open" | "half-open";
  /** Times in a row that the other side was away; counted while closed. */
  readonly failures: number;
  /** Times it opened since it was last closed. */
  readonly openings: number;
  /** Runs that may still begin; counted while half-open. */
  readonly tickets: number;
  /** Runs that got an answer since it is half-open. */
  readonly passed: number;
  /** When it came into this state, in milliseconds since 1970. */
  readonly sinceMs: number;
  readonly touchedAtMs: number;
  /** When it is tried next; `null` unless open. */
  readonly nextProbeAtMs: number | null;
  /** What the other side's absence looked like; empty while closed. */
  readonly because: string;
}

/** What an attempt of a run learned about a connection. */
export interface Finding {
  readonly kind: "answered" | "away" | "untouched";
  /** What its absence looked like. */
  readonly because: string;
  /** The attempt had a ticket. */
  readonly ticket: boolean;
}

/** One failure may be a hiccup; five in a row, over all workers, are an outage. */
const FAILURES_TO_OPEN = 5;
/** Failures further apart than this are not in a row. */
const IN_A_ROW_WITHIN_MS = 5 * 60_000;
/** A restart of the other side is over soon; a maintenance window is asked every two minutes, one request each. */
const FIRST_PROBE_MS = 15_000;
const LONGEST_PROBE_WAIT_MS = 120_000;
/** Each answer lets two runs begin, so 1, 2, 4, … are under way; after this many answers it is as usual. */
const ANSWERS_TO_CLOSE = 20;
/** A ticket whose worker was killed is given out again. */
const TICKET_LOST_AFTER_MS = 120_000;

export function closedBreaker(nowMs: number): Breaker {
  return {
    state: "closed",
    failures: 0,
    openings: 0,
    tickets: 0,
    passed: 0,
    sinceMs: nowMs,
    touchedAtMs: nowMs,
    nextProbeAtMs: null,
    because: "",
  };
}

/** @param chance - Between 0 and 1, so that several installations do not all ask at the same moment */
export function afterFinding(breaker: Breaker, finding: Finding, nowMs: number, chance: number): Breaker {
  const touched = { ...breaker, touchedAtMs: nowMs };
  switch (breaker.state) {
    case "closed": {
      if (finding.kind === "untouched") return breaker;
      if (finding.kind === "answered") return { ...touched, failures: 0, because: "" };
      const inARow = nowMs - breaker.touchedAtMs <= IN_A_ROW_WITHIN_MS ? breaker.failures + 1 : 1;
      const failed = { ...touched, failures: inARow, because: finding.because };
      return inARow < FAILURES_TO_OPEN ? failed : opened(failed, nowMs, chance);
    }
    case "open":
      // The end of an attempt that began before: it says nothing about now.
      return breaker;
    case "half-open": {
      if (finding.kind === "away") return opened({ ...touched, because: finding.because }, nowMs, chance);
      const back = finding.ticket ? 1 : 0;
      if (finding.kind === "untouched") return { ...touched, tickets: breaker.tickets + back };
      const passed = breaker.passed + 1;
      if (passed >= ANSWERS_TO_CLOSE) return closedBreaker(nowMs);
      return { ...touched, passed, tickets: breaker.tickets + back + 1 };
    }
  }
}

/** What time alone changes: an open one is tried, a lost ticket given out again. */
export function afterTime(breaker: Breaker, nowMs: number): Breaker {
  if (breaker.state === "open" && breaker.nextProbeAtMs !== null && nowMs >= breaker.nextProbeAtMs) {
    return {
      ...breaker,
      state: "half-open",
      tickets: 1,
      passed: 0,
      sinceMs: nowMs,
      touchedAtMs: nowMs,
      nextProbeAtMs: null,
    };
  }
  if (breaker.state === "half-open" && breaker.tickets === 0 && nowMs - breaker.touchedAtMs > TICKET_LOST_AFTER_MS) {
    return { ...breaker, tickets: 1, touchedAtMs: nowMs };
  }
  return breaker;
}

function opened(breaker: Breaker, nowMs: number, chance: number): Breaker {
  const openings = breaker.openings + 1;
  const longest = Math.min(LONGEST_PROBE_WAIT_MS, FIRST_PROBE_MS * 2 ** (openings - 1));
  return {
    ...breaker,
    state: "open",
    openings,
    failures: 0,
    tickets: 0,
    passed: 0,
    sinceMs: breaker.openings === 0 ? nowMs : breaker.sinceMs,
    nextProbeAtMs: nowMs + Math.round(longest * (0.5 + chance / 2)),
  };
}
