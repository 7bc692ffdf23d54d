import { describe, expect, test } from "@jest/globals";
import {
  assigned,
  DEFAULT_CHANNEL_RULES,
  DEFAULT_ROUTING,
  missingChannels,
  routeOf,
  rulesOf,
} from "../../../domain/alerts/routing.ts";
import type { Routing } from "../../../domain/alerts/routing.ts";
import { aDraft } from "../../support/exception-builders.ts";

const noEscalation = { takeWithinMinutes: null, escalateTo: [], warnBeforeMinutes: null };
const routing: Routing = {
  ...DEFAULT_ROUTING,
  owners: [
    { when: { kind: "unknown-sku", shop: "b2b.myshopify.com" }, owner: "customer-service" },
    { when: { kind: "unknown-sku" }, severity: "low" },
  ],
  routes: [
    {
      when: { owner: ["warehouse", "merchandising"], severity: "high" },
      channels: ["floor"],
      takeWithinMinutes: 5,
      escalateTo: ["all"],
      warnBeforeMinutes: 30,
    },
    { when: {}, channels: ["all", "floor"], ...noEscalation },
  ],
  channels: { floor: { ...DEFAULT_CHANNEL_RULES, alertsPerHour: 5 } },
};

describe("owners", () => {
  test("are those of the kind unless a row says otherwise; the first row that fits counts", () => {
    expect(assigned(aDraft(), routing)).toMatchObject({ owner: "warehouse", severity: "high" });
    expect(assigned(aDraft({ kind: "unknown-sku" }), routing)).toMatchObject({
      owner: "merchandising",
      severity: "low",
    });
    const b2b = aDraft({ kind: "unknown-sku", shop: "b2b.myshopify.com" });
    expect(assigned(b2b, routing)).toMatchObject({ owner: "customer-service", severity: "high" });
    expect(assigned(assigned(b2b, routing), routing)).toEqual(assigned(b2b, routing));
  });
});

describe("routes", () => {
  test("are read from top to bottom, with all channels spelled out and none twice", () => {
    const all = ["floor", "office"];
    expect(routeOf(aDraft(), routing, all)).toMatchObject({ channels: ["floor"], escalateTo: ["floor", "office"] });
    expect(routeOf(aDraft({ severity: "low" }), routing, all)).toMatchObject({ channels: ["floor", "office"] });
  });

  test("of the default tell everybody, and ask again only for what is urgent", () => {
    const waits = (["high", "medium", "low"] as const).map(
      (severity) => routeOf(aDraft({ severity }), DEFAULT_ROUTING, ["a"]).takeWithinMinutes,
    );
    expect(waits).toEqual([15, 120, null]);
    expect(missingChannels(DEFAULT_ROUTING, ["a"])).toEqual([]);
  });

  test("that name a channel which is not there are found", () => {
    const wrong = { ...routing, routes: [{ ...noEscalation, when: {}, channels: ["flour"], escalateTo: ["boss"] }] };
    expect(missingChannels(wrong, ["office"])).toEqual(["flour", "boss", "floor"]);
  });
});

test("a channel without rules of its own has the default ones", () => {
  expect(rulesOf("floor", routing).alertsPerHour).toBe(5);
  expect(rulesOf("office", routing)).toEqual(DEFAULT_CHANNEL_RULES);
});
