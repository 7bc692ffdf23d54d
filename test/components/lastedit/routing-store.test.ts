import { describe, expect, test } from "@jest/globals";
import { createExceptionStore } from "../../../components/lastedit/exception-store.ts";
import { readRouting } from "../../../components/lastedit/read-routing.ts";
import { createRoutingStore } from "../../../components/lastedit/routing-store.ts";
import { DEFAULT_ROUTING } from "../../../domain/alerts/routing.ts";
import { aDraft } from "../../support/exception-builders.ts";
import { memoryRecordStore } from "../../support/memory-record-store.ts";

const everyone = { when: {}, channels: ["all"] };

describe("reading a routing", () => {
  test("what is left out is the default", () => {
    expect(readRouting({})).toEqual(DEFAULT_ROUTING);
    expect(readRouting('{"zone":"Europe/London"}')).toEqual({ ...DEFAULT_ROUTING, zone: "Europe/London" });
    expect(
      readRouting({ routes: [everyone], channels: { ops: { quietHours: { from: "20:00", to: "07:00" } } } }),
    ).toEqual({
      ...DEFAULT_ROUTING,
      routes: [{ ...everyone, takeWithinMinutes: null, escalateTo: [], warnBeforeMinutes: null }],
      channels: {
        ops: {
          alertsPerHour: 20,
          summaryEveryMinutes: 15,
          repeatAfterMinutes: 60,
          quietHours: { from: "20:00", to: "07:00", wholeDays: [], exceptFor: [] },
        },
      },
    });
  });

  test("parts may be JSON text, as forms keep them", () => {
    expect(readRouting({ zone: "Europe/London", routes: JSON.stringify([everyone]) })).toMatchObject({
      zone: "Europe/London",
      routes: [everyone],
    });
    expect(() => readRouting({ routes: "[{" })).toThrow(/not valid JSON/);
  });

  test("what it gives can be read again", () => {
    expect(readRouting(DEFAULT_ROUTING)).toEqual(DEFAULT_ROUTING);
  });

  test.each<[unknown, RegExp]>([
    ["{", /it is not valid JSON: /],
    [[], /"the routing" is \[\]: .*expected object/],
    [{ zone: "Europe/Londn" }, /"zone" is "Europe\/Londn": expected an IANA time zone/],
    [{ route: [] }, /"route" is not known/],
    [{ routes: [{ ...everyone, when: { severity: "high" } }] }, /"routes" .*expected a last route with an empty when/],
    [{ routes: [] }, /expected a last route with an empty when/],
    [
      { routes: [{ when: { kind: "unknown-sk" }, channels: ["all"] }, everyone] },
      /"routes.0.when.kind" is "unknown-sk": .*unknown-sku/,
    ],
    [{ routes: [{ when: {}, channels: [] }] }, /"routes.0.channels" is \[\]: expected at least one channel/],
    [{ routes: [{ ...everyone, takeWithinMinutes: 15 }] }, /expected takeWithinMinutes and escalateTo together/],
    [{ routes: [{ ...everyone, takeWithinMinutes: -1, escalateTo: ["all"] }] }, /"routes.0.takeWithinMinutes" is -1/],
    [
      { channels: { ops: { quietHours: { from: "8pm", to: "07:00" } } } },
      /"channels.ops.quietHours.from" is "8pm": expected a time such as 07:30/,
    ],
    [{ channels: { ops: { perHour: 3 } } }, /"channels.ops.perHour" is not known/],
    [{ owners: [{ when: { kind: "foreign-hold" } }] }, /"owners.0" .*expected an owner, a severity or both/],
  ])("%j is refused, naming the place, the value and what was expected", (input, message) => {
    expect(() => readRouting(input)).toThrow(message);
    expect(() => readRouting(input)).toThrow(/Nothing was changed\.$/);
  });

  test("all mistakes are told at once", () => {
    expect(() => readRouting({ zone: "x", channels: { a: { alertsPerHour: 0 } } })).toThrow(/zone.*alertsPerHour/);
  });
});

describe("the stored routing", () => {
  test("decides who owns what is raised from then on", async () => {
    const records = memoryRecordStore();
    const exceptions = createExceptionStore(records, Date.now);
    await createRoutingStore(records).write({
      owners: [
        {
          when: { kind: ["picking-started", "foreign-hold"], shop: "demo.myshopify.com" },
          owner: "customer-service",
          severity: "low",
        },
      ],
    });
    expect(await exceptions.raise(aDraft())).toMatchObject({ owner: "customer-service", severity: "low" });
    expect(await exceptions.raise(aDraft({ shop: "other.myshopify.com" }))).toMatchObject({
      owner: "warehouse",
      severity: "high",
    });
  });

  test("that is refused is not stored; one that an older version stored never stops an exception", async () => {
    const records = memoryRecordStore();
    const routing = createRoutingStore(records);
    await expect(routing.write({ zone: "nowhere" })).rejects.toMatchObject({ code: "routing-not-usable" });
    expect(await routing.read()).toEqual(DEFAULT_ROUTING);
    await records.set("routing", { zone: "nowhere" });
    expect(await createExceptionStore(records, Date.now).raise(aDraft())).toMatchObject({ owner: "warehouse" });
  });
});
