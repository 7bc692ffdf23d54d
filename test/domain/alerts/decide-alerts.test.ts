import { describe, expect, test } from "@jest/globals";
import { afterArrival, afterFailure, putBack } from "../../../domain/alerts/after-sending.ts";
import { EMPTY_CHANNEL, NOTHING_TOLD } from "../../../domain/alerts/alert-memory.ts";
import { decideAlerts } from "../../../domain/alerts/decide-alerts.ts";
import { DEFAULT_CHANNEL_RULES, DEFAULT_ROUTING } from "../../../domain/alerts/routing.ts";
import type { ChannelRules, Routing } from "../../../domain/alerts/routing.ts";
import { anException } from "../../support/exception-builders.ts";
import { AlertWorld } from "./alert-world.ts";

/** One channel, no escalation unless asked for; give what differs. */
function aWorld(rules: Partial<ChannelRules> = {}, routing: Partial<Routing> = {}): AlertWorld {
  const plain = { when: {}, channels: ["floor"], takeWithinMinutes: null, escalateTo: [], warnBeforeMinutes: null };
  return new AlertWorld(["floor"], {
    ...DEFAULT_ROUTING,
    routes: [plain],
    channels: { floor: { ...DEFAULT_CHANNEL_RULES, ...rules } },
    ...routing,
  });
}

/** Each arrival as `minute form order,order`. */
const told = (world: AlertWorld): string[] =>
  world.arrivals.map(({ atMs, form, items }) => {
    const minute = (atMs - Date.parse("2026-11-24T08:00:00Z")) / 60_000;
    return `${minute} ${form} ${items.map(({ id }) => id.split("/")[1]).join()}`;
  });

function lookEveryMinute(world: AlertWorld, minutes: number): void {
  for (let minute = 0; minute < minutes; minute += 1) {
    world.pass(1);
    world.look();
  }
}

const situationOf = ({ channels, routing, memory, nowMs }: AlertWorld) => ({ channels, routing, memory, nowMs });

describe("what is sent", () => {
  test("a new exception is told once, however often somebody looks", () => {
    const world = aWorld();
    world.raise("#1");
    world.look();
    lookEveryMinute(world, 200);
    expect(told(world)).toEqual(["0 alert #1"]);
  });

  test("the most severe comes first, and among those the earliest deadline", () => {
    const world = aWorld();
    world.raise("#low", "low");
    world.raise("#late", "high", "2026-11-24T18:00:00Z");
    world.raise("#soon", "high", "2026-11-24T16:00:00Z");
    world.look();
    expect(told(world)).toEqual(["0 alert #soon", "0 alert #late", "0 alert #low"]);
  });

  test("the same exception is not told again within an hour; afterwards a summary tells of it", () => {
    const world = aWorld();
    world.raise("#1");
    world.look();
    for (const minutes of [5, 5, 5]) {
      world.pass(minutes);
      world.heal("#1");
      world.raise("#1");
      world.look();
    }
    lookEveryMinute(world, 120);
    expect(told(world)).toEqual(["0 alert #1", "60 summary #1"]);
    expect(world.arrivals[1]?.items[0]?.reasons).toEqual(["reopened"]);
  });

  test("what nobody takes is escalated even within that hour, together with what waited about it", () => {
    const route = {
      when: {},
      channels: ["floor"],
      takeWithinMinutes: 15,
      escalateTo: ["floor"],
      warnBeforeMinutes: null,
    };
    const world = aWorld({}, { routes: [route] });
    world.raise("#1");
    world.look();
    world.pass(5);
    world.heal("#1");
    world.raise("#1");
    lookEveryMinute(world, 30);
    expect(told(world)).toEqual(["0 alert #1", "20 alert #1"]);
    expect(world.arrivals[1]?.items[0]?.reasons).toEqual(["reopened", "not-taken-in-time"]);
  });

  test("above the limit of an hour one summary tells of the rest, and later ones wait for the next summary", () => {
    const world = aWorld({ alertsPerHour: 2 });
    for (const order of ["#1", "#2", "#3", "#4"]) world.raise(order);
    world.look();
    world.pass(1);
    world.raise("#5");
    world.look();
    lookEveryMinute(world, 59);
    world.raise("#6");
    lookEveryMinute(world, 1);
    expect(told(world)).toEqual(["0 alert #1", "0 alert #2", "0 summary #3,#4", "15 summary #5", "61 alert #6"]);
  });

  test("in quiet hours only severities that may disturb; the rest comes as one digest when they end", () => {
    const quietHours = { from: "07:00", to: "09:00", wholeDays: [], exceptFor: ["high"] } as const;
    const world = aWorld({ quietHours });
    world.raise("#high");
    world.raise("#low", "low");
    world.look();
    world.pass(20);
    world.raise("#medium", "medium");
    world.raise("#gone", "low");
    world.look();
    world.heal("#gone");
    lookEveryMinute(world, 60);
    expect(told(world)).toEqual(["0 alert #high", "60 summary #low,#medium,#gone"]);
  });

  test("an exception that was closed while its news waited is told all the same", () => {
    const world = aWorld({ quietHours: { from: "07:00", to: "09:00", wholeDays: [], exceptFor: [] } });
    world.raise("#gone");
    world.look();
    world.heal("#gone");
    world.pass(60);
    const [message] = world.look();
    expect(message).toMatchObject({
      form: "summary",
      items: [{ exception: null, news: { orderName: "#gone", reasons: ["new"] } }],
    });
  });
});

describe("when sending fails", () => {
  test("nothing is lost: the channel is tried again after 1, 2, 4 minutes, with a summary of all that waits", () => {
    const world = aWorld();
    world.raise("#1");
    world.look({ how: "fail", nth: 0 });
    const tried: number[] = [];
    for (let minute = 1; minute <= 7; minute += 1) {
      world.pass(1);
      if (minute === 2) world.raise("#2");
      if (world.look({ how: minute < 7 ? "fail" : "arrive", nth: 0 }).length > 0) tried.push(minute);
    }
    expect(tried).toEqual([1, 3, 7]);
    expect(told(world)).toEqual(["7 summary #1,#2"]);
    expect(world.memory.channels["floor"]).toMatchObject({ failures: 0, retryAt: null, held: [], sending: null });
  });

  test("a channel is not tried before it wants to be, and at least once an hour", () => {
    const failing = (failures: number, retryAfterMs?: number) =>
      afterFailure({ ...EMPTY_CHANNEL, failures }, 0, retryAfterMs).retryAt;
    expect([failing(0), failing(3), failing(9), failing(0, 90_000), failing(9, 1)]).toEqual([
      60_000, 480_000, 3_600_000, 90_000, 3_600_000,
    ]);
  });

  test("what arrived before the failure is not sent again", () => {
    const world = aWorld();
    world.raise("#1");
    world.raise("#2");
    world.look({ how: "fail", nth: 1 });
    lookEveryMinute(world, 10);
    expect(told(world)).toEqual(["0 alert #1", "1 summary #2"]);
  });

  test("what a sender that died had not confirmed is sent again, once it is clear that it died", () => {
    const world = aWorld();
    world.raise("#1");
    world.raise("#2");
    world.look({ how: "die", nth: 0 });
    world.pass(1);
    world.raise("#3");
    expect(world.look()).toEqual([]);
    lookEveryMinute(world, 5);
    expect(told(world)).toEqual(["0 alert #1", "2 summary #3,#1,#2"]);
  });

  test("what arrives after somebody else took over is counted, and breaks nothing", () => {
    const late = { form: "summary", news: [] } as const;
    expect(afterArrival(EMPTY_CHANNEL, late, 5)).toEqual({ ...EMPTY_CHANNEL, summarisedAt: 5 });
  });

  test("what there was no time to send waits for the next look, without counting as a failure", () => {
    const world = aWorld();
    world.raise("#1");
    const { memory } = decideAlerts({ ...situationOf(world), exceptions: world.open(), memory: NOTHING_TOLD });
    const after = putBack(memory.channels["floor"]!, "channel-slow");
    expect(after).toMatchObject({ failures: 0, retryAt: null, sending: null, held: [{ orderName: "#1" }] });
    expect(putBack(EMPTY_CHANNEL, "channel-slow")).toEqual(EMPTY_CHANNEL);
  });
});

describe("when channels change", () => {
  test("what waits for a channel that is gone goes to those that are there", () => {
    const world = aWorld({ quietHours: { from: "07:00", to: "09:00", wholeDays: [], exceptFor: [] } });
    world.raise("#1");
    world.look();
    const { messages } = decideAlerts({
      ...situationOf(world),
      exceptions: [],
      channels: ["office"],
      routing: DEFAULT_ROUTING,
    });
    expect(messages).toMatchObject([
      {
        channel: "office",
        form: "summary",
        items: [{ news: { orderName: "#1", heldBecause: ["quiet-hours", "channel-removed"] } }],
      },
    ]);
  });

  test("what a gone channel had not confirmed goes along", () => {
    const world = aWorld();
    world.raise("#1");
    world.look({ how: "die", nth: 0 });
    const { messages } = decideAlerts({
      ...situationOf(world),
      exceptions: [],
      channels: ["office"],
      routing: DEFAULT_ROUTING,
    });
    expect(messages).toMatchObject([{ channel: "office", items: [{ news: { orderName: "#1" } }] }]);
  });

  test("a route to a channel that is not there is an error, not silence", () => {
    const exceptions = [anException()];
    const routes = [{ ...DEFAULT_ROUTING.routes[0]!, when: {}, channels: ["flour"] }];
    const situation = { exceptions, channels: ["floor"], memory: NOTHING_TOLD, nowMs: 0 };
    expect(() => decideAlerts({ ...situation, routing: { ...DEFAULT_ROUTING, routes } })).toThrow(
      /"flour", which is not there/,
    );
  });
});
