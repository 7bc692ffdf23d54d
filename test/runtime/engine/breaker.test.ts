import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { afterFinding, afterTime, closedBreaker } from "../../../runtime/engine/breaker/breaker.ts";
import type { Breaker, Finding } from "../../../runtime/engine/breaker/breaker.ts";
import { findingsOf } from "../../../runtime/engine/breaker/findings.ts";
import { readHealth } from "../../../runtime/engine/controls.ts";
import type { EngineSubject } from "../../../runtime/engine/engine-exceptions.ts";
import { namedConnections } from "../../../runtime/connections/connections.ts";
import { knownConnection } from "../../../runtime/connections/known-connection.ts";
import { parseConfig } from "../../../runtime/connections/read-config.ts";
import type { OtherSide } from "../../../runtime/engine/read-other-side.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { TEST_DATABASES } from "../store/open-test-databases.ts";
import { openEngine, recipe, step } from "./engine-fixture.ts";
import type { EngineFixture } from "./engine-fixture.ts";

const away: Finding = { kind: "away", because: "no connection", ticket: false };
const answered: Finding = { kind: "answered", because: "", ticket: false };
const after = (findings: readonly Finding[], from: Breaker = closedBreaker(0), nowMs = 1_000): Breaker =>
  findings.reduce((breaker, finding) => afterFinding(breaker, finding, nowMs, 1), from);

describe("the breaker of a connection", () => {
  const open = after(Array.from({ length: 5 }, () => away));

  test("opens after five failures in a row, not after hiccups", () => {
    expect(after([away, away, away, away]).state).toBe("closed");
    expect(after([away, away, away, away, answered, away]).state).toBe("closed");
    expect(open).toMatchObject({ state: "open", because: "no connection", nextProbeAtMs: 16_000 });
    const spread = [0, 1, 2, 3, 4, 5].map((hour) => hour * 3_600_000);
    expect(spread.reduce((breaker, at) => afterFinding(breaker, away, at, 1), closedBreaker(0)).state).toBe("closed");
  });

  test("is tried by one run first, and by more for each that gets an answer", () => {
    expect(afterTime(open, 15_999)).toBe(open);
    const tried = afterTime(open, 16_000);
    expect(tried).toMatchObject({ state: "half-open", tickets: 1 });
    let breaker: Breaker = tried;
    const begun: number[] = [];
    while (breaker.state === "half-open") {
      const { tickets } = breaker;
      begun.push(tickets);
      breaker = { ...breaker, tickets: 0 };
      for (let run = 0; run < tickets; run++) breaker = afterFinding(breaker, { ...answered, ticket: true }, 17_000, 1);
    }
    expect(begun).toEqual([1, 2, 4, 8, 16]);
    expect(breaker).toMatchObject({ state: "closed", openings: 0, because: "" });
  });

  test("opens again for longer each time it is tried in vain, up to two minutes", () => {
    let breaker = open;
    const waits: number[] = [];
    for (let probe = 0; probe < 6; probe++) {
      const now = breaker.nextProbeAtMs ?? 0;
      breaker = afterFinding(afterTime(breaker, now), { ...away, ticket: true }, now, 1);
      waits.push((breaker.nextProbeAtMs ?? 0) - now);
    }
    expect(waits).toEqual([30_000, 60_000, 120_000, 120_000, 120_000, 120_000]);
  });

  test("gives a ticket out again that was lost with its worker, and takes back one that was not used", () => {
    const probing = { ...afterTime(open, 16_000), tickets: 0 };
    expect(afterTime(probing, 130_000).tickets).toBe(0);
    expect(afterTime(probing, 140_000).tickets).toBe(1);
    expect(after([{ kind: "untouched", because: "", ticket: true }], probing).tickets).toBe(1);
  });

  test("whatever is found in whatever order, it never gives out tickets unless it is being tried", () => {
    const finding = fc.record({
      kind: fc.constantFrom("answered" as const, "away" as const, "untouched" as const),
      because: fc.constant("x"),
      ticket: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(finding, fc.nat(200_000)), { maxLength: 60 }), (moves) => {
        let breaker = closedBreaker(0);
        let nowMs = 0;
        for (const [each, passMs] of moves) {
          nowMs += passMs;
          breaker = afterFinding(afterTime(breaker, nowMs), each, nowMs, 0.5);
          expect(breaker.tickets > 0 && breaker.state !== "half-open").toBe(false);
          expect(breaker.state === "open").toBe(breaker.nextProbeAtMs !== null);
        }
      }),
    );
  });

  test("learns from what an attempt went through: a refusal is an answer, a web page is not", () => {
    const connections = [
      { name: "shop", type: "shopify" },
      { name: "uk", type: "peoplevox" },
    ];
    const found = (code: string, retry = "safe") =>
      [
        ...findingsOf(connections, {
          succeeded: ["shopify-get-current-order@0.1.0"],
          failure: { uses: "peoplevox-update-sales-order@0.1.0", code, message: "m", retry, otherSide: null },
        }).values(),
      ].map(({ kind }) => kind);
    expect(found("peoplevox-html-page")).toEqual(["answered", "away"]);
    expect(found("peoplevox-rows-refused", "never")).toEqual(["answered", "answered"]);
    expect(found("step-timeout")).toEqual(["answered", "away"]);
    expect(found("step-failed")).toEqual(["answered", "untouched"]);
    expect(found("shopify-http", "never")).toEqual(["answered", "untouched"]);
  });
});

describe("the breaker of an app's account", () => {
  const connections = namedConnections(
    parseConfig(
      `connections:
  team: { type: app, app: slack, auth: { oauth_access_token: xoxb-1 } }
  sales: { type: app, app: slack, auth: { oauth_access_token: xoxb-2 } }
  mail: { type: app, app: gmail, auth: { oauth_access_token: ya29 } }`,
      "lastedit.config.yaml",
      {},
    ),
    [],
  );
  const known = [...connections.values()].map(knownConnection);
  const found = (otherSide: OtherSide, code = "step-failed", succeeded: string[] = []) => {
    const failure = { uses: "slack-send-message@0.1.0", code, message: "m", retry: "safe", otherSide };
    return [...findingsOf(known, { succeeded, failure }).values()].map(({ kind }) => kind);
  };

  test("is told by the error of a step of the app; of two accounts both are", () => {
    expect(known.map(({ app }) => app)).toEqual(["slack", "slack", "gmail"]);
    expect(found("away", "ECONNREFUSED")).toEqual(["away", "away", "untouched"]);
    expect(found("answered", "ERR_BAD_REQUEST")).toEqual(["answered", "answered", "untouched"]);
    expect(found(null)).toEqual(["untouched", "untouched", "untouched"]);
    expect(found(null, "step-timeout", ["gmail-send@1.0.0"])).toEqual(["away", "away", "answered"]);
  });
});

describe.each(TEST_DATABASES)("an outage on $name", ({ open }) => {
  let database: Database;
  let fixture: EngineFixture;
  const closed: EngineSubject[] = [];
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    closed.length = 0;
    fixture = await openEngine(database, {
      concurrency: 10,
      closeExceptions: (subject) => {
        closed.push(subject);
        return Promise.resolve();
      },
    });
  });
  afterEach(() => fixture.close());
  afterAll(() => database.close());

  const breakerOf = async (name: string) =>
    (await readHealth(database)).connections.find((connection) => connection.name === name)?.breaker;
  const probeNow = () => database.exec("UPDATE lastedit.breakers SET next_probe_at = now() WHERE state = 'open'");
  async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
    while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  test("work waits and is not counted as failed, a person is told, and what has waited drains without a herd", async () => {
    let isDown = true;
    let calls = 0;
    let open = 0;
    const together: number[] = [];
    const edit = recipe(
      [
        step(
          "save",
          async () => {
            calls += 1;
            open += 1;
            if (!isDown) together.push(open);
            await new Promise((resolve) => setTimeout(resolve, 30));
            open -= 1;
            if (isDown)
              throw Object.assign(new Error("Peoplevox did not answer. Nothing was sent."), {
                code: "peoplevox-unreachable",
                retry: "safe",
                effect: "nothing-sent",
              });
            return { outcome: "applied" };
          },
          { uses: "peoplevox-update-sales-order@0.1.0", writes: true },
        ),
      ],
      {
        connections: [{ name: "uk", type: "peoplevox", tenant: "uk" }],
        retry: { tries: 3, firstDelayMs: 1, longestDelayMs: 5 },
      },
    );
    const other = recipe([step("look", () => 1)], { name: "other" });
    const runs: number[] = [];
    for (let order = 0; order < 40; order++)
      runs.push(await fixture.emit(edit, { shop: "s", orderId: String(order), orderName: `#${order}` }));
    fixture.engine.start();
    await until(async () => (await breakerOf("uk"))?.state === "open");
    // Attempts that had begun before end as they may.
    await until(
      async () => (await database.query("SELECT FROM lastedit.runs WHERE status = 'running'")).rows.length === 0,
    );
    const callsUntilOpen = calls;
    expect(callsUntilOpen).toBeLessThan(40);
    await fixture.ended(await fixture.emit(other, { shop: "s", orderId: "other" }));
    expect(calls).toBe(callsUntilOpen);
    expect(await breakerOf("uk")).toMatchObject({
      because: "Peoplevox did not answer. Nothing was sent.",
      nextProbeAt: expect.any(Date),
    });

    // A probe in vain is one call, and now a person is told.
    await probeNow();
    await until(() => fixture.exceptions.length > 0);
    expect(calls).toBe(callsUntilOpen + 1);
    expect(fixture.exceptions).toMatchObject([
      { kind: "connection-away", owner: "integration", lineage: "connection uk" },
    ]);

    isDown = false;
    await probeNow();
    const ended = await Promise.all(runs.map((id) => fixture.ended(id)));
    expect(new Set(ended.map(({ run }) => run.status))).toEqual(new Set(["succeeded"]));
    expect(together[0]).toBe(1);
    expect(Math.max(...together.slice(0, 3))).toBeLessThanOrEqual(2);
    expect(Math.max(...together.slice(0, 7))).toBeLessThanOrEqual(4);
    await until(async () => (await breakerOf("uk"))?.state === "closed");
    expect(closed).toContainEqual({ kind: "connection-away", shop: "-", lineage: "connection uk" });
    expect(fixture.exceptions).toHaveLength(1);
  }, 90_000);

  test("work for an app that nobody answers for waits too, and uses up no tries", async () => {
    // A port that was free a moment ago: a real refusal of the system, through fetch.
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, "close");
    const tell = recipe(
      [step("tell", () => fetch(`http://127.0.0.1:${port}/chat`), { uses: "slack-send-message@0.1.0", writes: true })],
      {
        connections: [{ name: "team", type: "app", app: "slack", tenant: null }],
        // The fifth failure of all opens it, so that no run can use up its tries before.
        retry: { tries: 5, firstDelayMs: 1, longestDelayMs: 1 },
      },
    );
    const runs = await Promise.all(
      Array.from({ length: 8 }, (_, order) => fixture.emit(tell, { shop: "s", orderId: `app-${order}` })),
    );
    fixture.engine.start();
    await until(async () => (await breakerOf("team"))?.state === "open");
    expect((await breakerOf("team"))?.because).toBe("fetch failed");

    server.on("request", (_request, response) => response.end("{}")).listen(port, "127.0.0.1");
    await once(server, "listening");
    await probeNow();
    const ended = await Promise.all(runs.map((id) => fixture.ended(id)));
    server.closeAllConnections();
    server.close();
    expect(new Set(ended.map(({ run }) => run.status))).toEqual(new Set(["succeeded"]));
  }, 30_000);
});
