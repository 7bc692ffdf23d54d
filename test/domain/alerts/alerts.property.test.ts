import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { AlertReason } from "../../../domain/alerts/alert-memory.ts";
import { isQuiet } from "../../../domain/alerts/quiet-hours.ts";
import { DEFAULT_CHANNEL_RULES, DEFAULT_ROUTING } from "../../../domain/alerts/routing.ts";
import type { ChannelRules, Routing } from "../../../domain/alerts/routing.ts";
import { AlertWorld } from "./alert-world.ts";
import type { Delivery } from "./alert-world.ts";

const CHANNELS = ["floor", "office"];
const HOUR_MS = 3_600_000;
const TAKE_WITHIN = 20;

const rulesArbitrary: fc.Arbitrary<ChannelRules> = fc.record({
  quietHours: fc.option(
    fc.record({
      from: fc.constantFrom("18:00", "22:30", "09:00"),
      to: fc.constantFrom("07:00", "12:00"),
      wholeDays: fc.subarray(["saturday", "sunday", "wednesday"] as const),
      exceptFor: fc.subarray(["high", "medium"] as const),
    }),
    { nil: null },
  ),
  alertsPerHour: fc.integer({ min: 1, max: 4 }),
  summaryEveryMinutes: fc.constantFrom(5, 15, 60),
  repeatAfterMinutes: fc.constantFrom(0, 30, 120),
});

const step = fc.record({
  minutes: fc.constantFrom(0, 1, 1, 2, 10, 45, 300),
  what: fc.constantFrom("raise", "raise", "raise", "heal", "take", "give-back", "snooze", "resolve", "nothing"),
  order: fc.constantFrom("#1", "#2", "#3", "#4", "#5", "#6", "#7"),
  severity: fc.constantFrom("high", "medium", "low"),
  delivery: fc.record({
    how: fc.constantFrom("arrive", "arrive", "arrive", "fail", "die"),
    nth: fc.integer({ min: 0, max: 4 }),
  }),
});
type Step = { minutes: number; what: string; order: string; severity: "high" | "medium" | "low"; delivery: Delivery };

const history = fc.array(step, { maxLength: 60 });

function aWorld(floor: ChannelRules): AlertWorld {
  const route = {
    when: {},
    channels: ["floor"],
    takeWithinMinutes: TAKE_WITHIN,
    escalateTo: ["office"],
    warnBeforeMinutes: null,
  };
  const routing: Routing = {
    ...DEFAULT_ROUTING,
    zone: "Europe/London",
    routes: [route],
    channels: { floor, office: DEFAULT_CHANNEL_RULES },
  };
  return new AlertWorld(CHANNELS, routing);
}

function happen(world: AlertWorld, { what, order, severity }: Step): void {
  const by = "Anna";
  if (what === "raise") world.raise(order, severity);
  if (what === "heal") world.heal(order);
  if (what === "take" || what === "give-back") world.act(order, { what, by });
  if (what === "resolve") world.act(order, { what, by, note: "Done." });
  if (what === "snooze") world.act(order, { what, by, until: new Date(world.nowMs + 40 * 60_000).toISOString() });
}

interface Duty {
  readonly channel: string;
  readonly id: string;
  /** `null` for any. */
  readonly reason: AlertReason | null;
  readonly atMs: number;
}

/** What the looks have seen and somebody must hear of: worked out without the code under test. */
class Duties {
  readonly due: Duty[] = [];
  readonly #waiting = new Map<string, string>();
  readonly #escalated = new Map<string, string>();

  note(world: AlertWorld): void {
    const open = world.open();
    const ids = new Set(open.map(({ id }) => id));
    for (const id of this.#waiting.keys()) if (!ids.has(id)) this.#waiting.delete(id);
    for (const { id, state } of open) {
      if (state.is !== "open") {
        this.#waiting.delete(id);
        continue;
      }
      if (this.#waiting.get(id) !== state.since)
        this.due.push({ channel: "floor", id, reason: null, atMs: world.nowMs });
      this.#waiting.set(id, state.since);
      const late = world.nowMs - Date.parse(state.since) >= TAKE_WITHIN * 60_000;
      if (late && this.#escalated.get(id) !== state.since) {
        this.#escalated.set(id, state.since);
        this.due.push({ channel: "office", id, reason: "not-taken-in-time", atMs: world.nowMs });
      }
    }
  }
}

function play(world: AlertWorld, steps: readonly Step[], delivery?: Delivery): Duties {
  const duties = new Duties();
  for (const each of steps) {
    world.pass(each.minutes);
    happen(world, each);
    duties.note(world);
    world.look(delivery ?? each.delivery);
  }
  return duties;
}

/** Four days on which nothing more happens, and all channels work. */
function letThingsSettle(world: AlertWorld, duties?: Duties): void {
  for (let look = 0; look < 4 * 24; look += 1) {
    world.pass(60);
    duties?.note(world);
    world.look();
  }
}

describe("whatever happens, and however often channels fail and senders die", () => {
  test("no alert is lost: what was not sent at once comes with a later summary, and not in quiet hours", () => {
    fc.assert(
      fc.property(rulesArbitrary, history, (rules, steps) => {
        const world = aWorld(rules);
        const duties = play(world, steps);
        letThingsSettle(world, duties);
        for (const duty of duties.due) expect({ ...duty, heard: isHeard(world, duty) }).toMatchObject({ heard: true });
        for (const name of CHANNELS) expect(world.memory.channels[name]).toMatchObject({ held: [], sending: null });
        for (const { channel, atMs, items } of world.arrivals) {
          if (channel !== "floor" || !isQuiet(rules.quietHours, atMs, "Europe/London")) continue;
          for (const { severity } of items) expect(rules.quietHours?.exceptFor).toContain(severity);
        }
      }),
      { numRuns: 120 },
    );
  });
});

describe("as long as everything arrives", () => {
  test("alerts keep to their number per hour, summaries to their distance, and nothing is repeated too early", () => {
    fc.assert(
      fc.property(rulesArbitrary, history, (rules, steps) => {
        const world = aWorld(rules);
        play(world, steps, { how: "arrive", nth: 0 });
        letThingsSettle(world);
        const floor = world.arrivals.filter(({ channel }) => channel === "floor");
        const alerts = floor.filter(({ form }) => form === "alert").map(({ atMs }) => atMs);
        for (const start of alerts) {
          const within = alerts.filter((atMs) => atMs >= start && atMs < start + HOUR_MS);
          expect(within.length).toBeLessThanOrEqual(rules.alertsPerHour);
        }
        const summaries = floor.filter(({ form }) => form === "summary").map(({ atMs }) => atMs);
        expect(shortestGap(summaries)).toBeGreaterThanOrEqual(rules.summaryEveryMinutes * 60_000);
        for (const id of new Set(floor.flatMap(({ items }) => items.map((item) => item.id)))) {
          const told = floor.filter(({ items }) => items.some((item) => item.id === id)).map(({ atMs }) => atMs);
          expect(shortestGap(told)).toBeGreaterThanOrEqual(rules.repeatAfterMinutes * 60_000);
        }
      }),
      { numRuns: 120 },
    );
  });
});

function isHeard(world: AlertWorld, { channel, id, reason, atMs }: Duty): boolean {
  return world.arrivals.some(
    (arrival) =>
      arrival.channel === channel &&
      arrival.atMs >= atMs &&
      arrival.items.some((item) => item.id === id && (reason === null || item.reasons.includes(reason))),
  );
}

function shortestGap(moments: readonly number[]): number {
  return Math.min(Infinity, ...moments.slice(1).map((moment, index) => moment - (moments[index] ?? 0)));
}
