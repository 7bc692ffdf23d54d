import { describe, expect, test } from "@jest/globals";
import { closed, awake, seenAgain } from "../../../domain/exceptions/exception-ledger.ts";
import { EXCEPTION_TRANSITIONS, isAllowed, statusOf } from "../../../domain/exceptions/exception-state.ts";
import type { ExceptionEvent, StateName } from "../../../domain/exceptions/exception-state.ts";
import { carryOut, withRefusal } from "../../../domain/exceptions/person-move.ts";
import type { PersonMove } from "../../../domain/exceptions/person-move.ts";
import type { OpenException } from "../../../domain/exceptions/exception.ts";
import { upgraded } from "../../../domain/exceptions/upgrade.ts";
import { aDraft, anException } from "../../support/exception-builders.ts";

const AT = "2026-11-24T10:00:00.000Z";
const LATER = "2026-11-24T11:00:00.000Z";
const UNTIL = "2026-11-24T14:00:00.000Z";

/** The record after a person's move; fails the test when the move is refused. */
function after(record: OpenException, move: PersonMove, at = LATER): OpenException {
  const outcome = carryOut(record, move, at, `${at}/${move.what}`);
  if (!outcome.ok) throw new Error(outcome.because);
  return outcome.exception;
}

function refusal(record: OpenException, move: PersonMove, at = LATER): string | null {
  const outcome = carryOut(record, move, at, "x");
  return outcome.ok ? null : outcome.because;
}

const open = anException({}, AT);
const taken = after(open, { what: "take", by: "Anna" });
const snoozed = after(open, { what: "snooze", by: "Anna", until: UNTIL, note: "waits for stock" });
const resolved = after(open, { what: "resolve", by: "Anna", note: "Parcel corrected." });
const BY_STATE: Record<StateName, OpenException> = {
  open,
  taken,
  snoozed,
  resolved,
  closed: closed(open, "in sync", LATER, "c"),
};
const STATES = Object.keys(BY_STATE) as StateName[];

describe("the table of moves", () => {
  test("leads to known states only, and every state is reached", () => {
    const targets = STATES.flatMap((state) => Object.values<StateName>(EXCEPTION_TRANSITIONS[state]));
    expect(new Set([...targets, "open"])).toEqual(new Set(STATES));
  });

  test("never ends a life for good: from every state an exception can come back to open", () => {
    for (const state of STATES) {
      const reached = new Set<StateName>([state]);
      for (const each of reached) for (const next of Object.values(EXCEPTION_TRANSITIONS[each])) reached.add(next);
      expect(reached).toContain("open");
    }
  });

  const MOVES: [ExceptionEvent, PersonMove][] = [
    ["taken", { what: "take", by: "Ben", takeOver: true }],
    ["given-back", { what: "give-back", by: "Ben" }],
    ["snoozed", { what: "snooze", by: "Ben", until: UNTIL }],
    ["resolved", { what: "resolve", by: "Ben", note: "Done." }],
    ["retry-asked", { what: "ask-retry", by: "Ben" }],
    ["assigned", { what: "assign", by: "Ben", to: "Carla" }],
    ["woke", { what: "wake", by: "Ben" }],
    ["noted", { what: "note", by: "Ben", note: "The customer was rung." }],
    ["reopened", { what: "reopen", by: "Ben" }],
  ];

  test.each(STATES.flatMap((state) => MOVES.map(([event, move]) => [state, event, move] as const)))(
    "is what decides: %s, %s",
    (state, event, move) => {
      const outcome = carryOut(BY_STATE[state], move, LATER, "id");
      expect(outcome.ok).toBe(isAllowed(state, event));
      if (!outcome.ok) {
        expect(outcome.because).toMatch(/^It is /);
        return;
      }
      const target = (EXCEPTION_TRANSITIONS[state] as Partial<Record<ExceptionEvent, StateName>>)[event];
      expect(outcome.exception.state.is).toBe(target);
      expect(outcome.exception.status).toBe(statusOf(outcome.exception.state.is));
      expect(outcome.exception.history.at(-1)).toMatchObject({ id: "id", at: LATER, by: "Ben", what: event });
    },
  );
});

describe("a person", () => {
  test("takes an exception; nobody else can by accident, but it can be taken over", () => {
    expect(taken.state).toEqual({ is: "taken", since: LATER, by: "Anna" });
    expect(refusal(taken, { what: "take", by: "Ben" })).toBe(
      "It is taken by Anna since 2026-11-24T11:00:00.000Z. It can be taken over.",
    );
    expect(after(taken, { what: "take", by: "Ben", takeOver: true }).state).toMatchObject({ by: "Ben" });
  });

  test("gives an exception to somebody else, and the history says who did it", () => {
    const given = after(taken, { what: "assign", by: "Anna", to: " Ben ", note: "You know this customer." });
    expect(given.state).toEqual({ is: "taken", since: LATER, by: "Ben" });
    expect(given.history.at(-1)).toMatchObject({ by: "Anna", what: "assigned", note: "You know this customer." });
  });

  test("adds a note without changing whose it is, also when it is closed", () => {
    const note = { what: "note", by: "Ben", note: " The customer was rung. " } as const;
    expect(after(snoozed, note)).toMatchObject({ state: snoozed.state, retryAsked: null });
    const noted = after(resolved, note);
    expect(noted).toMatchObject({ status: "closed", closedAt: LATER, closedBecause: resolved.closedBecause });
    expect(noted.history.at(-1)).toMatchObject({ what: "noted", note: "The customer was rung." });
  });

  test("takes back a snooze and a resolution: it waits for somebody again", () => {
    expect(after(snoozed, { what: "wake", by: "Ben" }).state).toEqual({ is: "open", since: LATER });
    expect(after(resolved, { what: "reopen", by: "Ben" })).toMatchObject({
      status: "open",
      timesReopened: 1,
      closedAt: null,
      closedBecause: null,
    });
  });

  test.each<[string, OpenException, PersonMove]>([
    ["take", taken, { what: "take", by: "Anna" }],
    ["snooze", snoozed, { what: "snooze", by: "Anna", until: UNTIL }],
    ["resolve", resolved, { what: "resolve", by: "Anna", note: "Parcel corrected. " }],
    ["ask-retry", after(open, { what: "ask-retry", by: "Anna" }), { what: "ask-retry", by: "Anna" }],
  ])("who does the same again (%s) changes nothing", (_, record, move) => {
    expect(carryOut(record, move, UNTIL.replace("14:", "13:"), "x")).toEqual({ ok: true, exception: record });
  });

  test.each<[PersonMove, RegExp]>([
    [{ what: "take", by: " " }, /not said who/],
    [{ what: "take", by: "x".repeat(101) }, /name is 101 characters long, expected at most 100/],
    [{ what: "resolve", by: "Anna", note: "x".repeat(1001) }, /note is 1001 characters long, expected at most 1000/],
    [{ what: "resolve", by: "Anna", note: " " }, /A note must say how/],
    [{ what: "note", by: "Anna", note: " " }, /The note is empty/],
    [{ what: "assign", by: "Anna", to: " " }, /not said whom it goes to/],
    [{ what: "assign", by: "Anna", to: "x".repeat(101) }, /in at most 100 characters/],
    [{ what: "snooze", by: "Anna", until: "tomorrow" }, /"tomorrow" is not a moment, expected ISO 8601/],
    [{ what: "snooze", by: "Anna", until: AT }, /not in the future/],
    [{ what: "snooze", by: "Anna", until: "2027-01-24T10:00:00Z" }, /more than 30 days away/],
  ])("is told why %j is refused", (move, because) => {
    expect(refusal(open, move)).toMatch(because);
  });

  test("cannot put an exception aside beyond its deadline, but can when the deadline has passed", () => {
    const dueSoon = anException({ mattersUntil: "2026-11-24T12:00:00Z" }, AT);
    expect(refusal(dueSoon, { what: "snooze", by: "Anna", until: UNTIL })).toMatch(/matters until .*12:00/);
    const late = anException({ mattersUntil: "2026-11-24T10:30:00Z" }, AT);
    expect(refusal(late, { what: "snooze", by: "Anna", until: UNTIL })).toBeNull();
  });

  test("asks for a retry without changing who has it; the wish ends when the order is seen again, or all is done", () => {
    const asked = after(taken, { what: "ask-retry", by: "Ben" });
    expect(asked).toMatchObject({ state: { is: "taken", by: "Anna" }, retryAsked: { by: "Ben", at: LATER } });
    expect(seenAgain(asked, aDraft(), UNTIL)).toMatchObject({ retryAsked: null });
    expect(closed(asked, "in sync", UNTIL)).toMatchObject({ retryAsked: null });
  });

  test("resolves with a note that readers find as the reason of the closing", () => {
    expect(resolved).toMatchObject({
      status: "closed",
      closedAt: LATER,
      closedBecause: "Resolved by Anna: Parcel corrected.",
    });
    expect(closed(resolved, "in sync", UNTIL)).toBe(resolved);
  });

  test("whose move came too late finds that in the history", () => {
    const late = withRefusal(resolved, { what: "take", by: "Ben" }, "It is resolved.", UNTIL, "r");
    expect(late.state).toEqual(resolved.state);
    expect(late.history.at(-1)).toMatchObject({ by: "Ben", what: "refused", note: "take: It is resolved." });
    expect(late).toMatchObject({ closedAt: LATER, closedBecause: "Resolved by Anna: Parcel corrected." });
  });
});

describe("seen again", () => {
  test("one that is taken stays with who has it", () => {
    expect(seenAgain(taken, aDraft(), UNTIL)).toMatchObject({ state: { is: "taken", by: "Anna" }, timesSeen: 2 });
  });

  test("a snoozed one stays snoozed", () => {
    expect(seenAgain(snoozed, aDraft(), "2026-11-24T12:00:00.000Z").state).toEqual(snoozed.state);
  });

  test.each([
    ["it got more severe", { severity: "high" }, { severity: "medium" }],
    ["its deadline now comes before the end of the snooze", { mattersUntil: "2026-11-24T13:00:00Z" }, {}],
  ] as const)("a snoozed one wakes when %s", (_, seen, before) => {
    const sleeping = after(anException(before, AT), { what: "snooze", by: "Anna", until: UNTIL });
    const now = "2026-11-24T12:00:00.000Z";
    const woken = seenAgain(sleeping, aDraft({ ...before, ...seen }), now);
    expect(woken.state).toEqual({ is: "open", since: now });
    expect(woken.history.map(({ what }) => what)).toEqual(["opened", "snoozed", "woke", "seen"]);
  });

  test("a snoozed one sleeps on when its deadline has passed already", () => {
    const seen = aDraft({ mattersUntil: "2026-11-24T11:30:00Z" });
    expect(seenAgain(snoozed, seen, "2026-11-24T12:00:00.000Z").state).toEqual(snoozed.state);
  });

  test("a resolved one opens anew: neither its taker nor its snooze counts any more", () => {
    const again = seenAgain(resolved, aDraft({ whatHappened: "Again." }), UNTIL);
    expect(again).toMatchObject({
      status: "open",
      state: { is: "open", since: UNTIL },
      firstSeenAt: UNTIL,
      timesSeen: 2,
      timesReopened: 1,
      closedAt: null,
      closedBecause: null,
    });
    expect(again.history.map(({ what }) => what)).toEqual(["opened", "resolved", "reopened"]);
  });
});

describe("a snooze", () => {
  test("ends at its moment, whether or not anybody wrote that down", () => {
    expect(awake(snoozed, "2026-11-24T13:59:59.999Z")).toBe(snoozed);
    const woken = awake(snoozed, UNTIL);
    expect(woken.state).toEqual({ is: "open", since: UNTIL });
    expect(woken.history.at(-1)).toMatchObject({
      at: UNTIL,
      by: null,
      what: "woke",
      note: "The snooze by Anna is over.",
    });
    expect(awake(woken, UNTIL)).toBe(woken);
  });

  test("that is over is in the history before the next move", () => {
    const now = "2026-11-24T15:00:00.000Z";
    expect(after(snoozed, { what: "take", by: "Ben" }, now).history.map(({ what }) => what)).toEqual([
      "opened",
      "snoozed",
      "woke",
      "taken",
    ]);
    expect(seenAgain(snoozed, aDraft(), now).state).toEqual({ is: "open", since: UNTIL });
  });
});

describe("a record of an earlier version", () => {
  const {
    state: _state,
    history: _history,
    olderHistory: _older,
    timesReopened: _times,
    retryAsked: _asked,
    ...old
  } = open;

  test("is read as open or closed, with an empty history", () => {
    expect(upgraded(old)).toMatchObject({ state: { is: "open", since: AT }, history: [], timesReopened: 0 });
    expect(upgraded({ ...old, status: "closed", closedAt: LATER, closedBecause: "in sync" }).state).toEqual({
      is: "closed",
      since: LATER,
      because: "in sync",
    });
    expect(upgraded({ ...old, status: "closed" }).state).toEqual({ is: "closed", since: AT, because: "" });
  });

  test("of this version is left as it is", () => {
    expect(upgraded(taken)).toEqual(taken);
  });
});
