import { describe, expect, test } from "@jest/globals";
import type { KnownException } from "../../../domain/alerts/alert-memory.ts";
import { findNews } from "../../../domain/alerts/find-news.ts";
import type { RouteRow } from "../../../domain/alerts/routing.ts";
import type { OpenException } from "../../../domain/exceptions/exception.ts";
import { awake, closed, seenAgain } from "../../../domain/exceptions/exception-ledger.ts";
import { carryOut } from "../../../domain/exceptions/person-move.ts";
import type { PersonMove } from "../../../domain/exceptions/person-move.ts";
import { aDraft, anException } from "../../support/exception-builders.ts";

const route: RouteRow = {
  when: {},
  channels: ["floor"],
  takeWithinMinutes: 15,
  escalateTo: ["boss", "office"],
  warnBeforeMinutes: 30,
};
const at = (time: string): string => `2026-11-24T${time}:00.000Z`;

function look(exception: OpenException, before: KnownException | null, time: string, via = route) {
  const { known, news } = findNews(exception, before, via, Date.parse(at(time)));
  return { known, told: news.map(({ channel, news: { reasons } }) => `${channel}: ${reasons.join()}`) };
}

function moved(exception: OpenException, move: PersonMove, time: string): OpenException {
  const outcome = carryOut(exception, move, at(time), time);
  if (!outcome.ok) throw new Error(outcome.because);
  return outcome.exception;
}

const fresh = anException({}, at("10:00"));

describe("an exception is news", () => {
  test("when it is new, once", () => {
    const first = look(fresh, null, "10:01");
    expect(first.told).toEqual(["floor: new"]);
    expect(look(seenAgain(fresh, aDraft(), at("10:02")), first.known, "10:02").told).toEqual([]);
  });

  test("when nobody takes it in time: others are told, once", () => {
    const { known } = look(fresh, null, "10:01");
    expect(look(fresh, known, "10:14").told).toEqual([]);
    const late = look(fresh, known, "10:15");
    expect(late.told).toEqual(["boss: not-taken-in-time", "office: not-taken-in-time"]);
    expect(look(fresh, late.known, "10:16").told).toEqual([]);
  });

  test("also to those others when it is first looked at long after", () => {
    expect(look(fresh, null, "12:00").told).toEqual([
      "floor: new",
      "boss: not-taken-in-time",
      "office: not-taken-in-time",
    ]);
  });

  test("not while somebody has it; when it is given back it waits again, with a new time to take it", () => {
    const { known } = look(fresh, null, "10:01");
    const taken = moved(fresh, { what: "take", by: "Anna" }, "10:05");
    const meanwhile = look(taken, known, "11:00");
    expect(meanwhile.told).toEqual([]);
    const back = moved(taken, { what: "give-back", by: "Anna" }, "11:10");
    const again = look(back, meanwhile.known, "11:10");
    expect(again.told).toEqual(["floor: waiting-again"]);
    expect(look(back, again.known, "11:24").told).toEqual([]);
    expect(look(back, again.known, "11:25").told).toHaveLength(2);
  });

  test("when a snooze is over, and not before", () => {
    const snoozed = moved(fresh, { what: "snooze", by: "Anna", until: at("12:00") }, "10:05");
    const asleep = look(awake(snoozed, at("11:59")), look(fresh, null, "10:01").known, "11:59");
    expect(asleep.told).toEqual([]);
    expect(look(awake(snoozed, at("12:00")), asleep.known, "12:00").told).toEqual(["floor: waiting-again"]);
  });

  test("when it was closed and is there again, whether or not anybody looked in between", () => {
    const { known } = look(fresh, null, "10:01");
    const again = seenAgain(closed(fresh, "in sync", at("10:05")), aDraft(), at("10:10"));
    expect(look(again, known, "10:10").told).toEqual(["floor: reopened"]);
    expect(look(again, null, "10:10").told).toEqual(["floor: reopened"]);
  });

  test("when its deadline is near, once for each deadline, also when somebody has it", () => {
    const due = moved(anException({ mattersUntil: at("16:00") }, at("10:00")), { what: "take", by: "Anna" }, "10:01");
    expect(look(due, null, "15:29").told).toEqual([]);
    const warned = look(due, null, "15:30");
    expect(warned.told).toEqual(["floor: deadline-near"]);
    expect(look(due, warned.known, "15:45").told).toEqual([]);
    const moreTime = seenAgain(due, aDraft({ mattersUntil: at("18:00") }), at("15:50"));
    expect(look(moreTime, warned.known, "17:30").told).toEqual(["floor: deadline-near"]);
  });

  test("once, not twice, when it is new and its deadline is near already", () => {
    const urgent = anException({ mattersUntil: at("10:20") }, at("10:00"));
    const first = look(urgent, null, "10:00");
    expect(first.told).toEqual(["floor: new"]);
    expect(look(urgent, first.known, "10:10").told).toEqual([]);
  });

  test("without escalation or warning where the route wants none", () => {
    const quiet = { ...route, takeWithinMinutes: null, warnBeforeMinutes: null };
    const urgent = anException({ mattersUntil: at("10:20") }, at("10:00"));
    expect(look(urgent, look(urgent, null, "10:00", quiet).known, "12:00", quiet).told).toEqual([]);
  });
});
