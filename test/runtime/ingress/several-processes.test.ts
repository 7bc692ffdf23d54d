import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Component, HttpEvent, HttpResponse } from "../../../runtime/component-host/types.ts";
import { followSources } from "../../../runtime/cli/serving/watch-recipes.ts";
import { readHealth } from "../../../runtime/engine/controls.ts";
import { SourceKeeper } from "../../../runtime/ingress/source-keeper.ts";
import { openDataStore } from "../../../runtime/store/data-store.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { createVault } from "../../../runtime/store/vault.ts";
import { openEngine, recipe, step } from "../engine/engine-fixture.ts";
import type { EngineFixture } from "../engine/engine-fixture.ts";
import { TEST_DATABASES } from "../store/open-test-databases.ts";

const RECIPE = recipe([step("look", () => "looked")]);
const moves: string[] = [];

interface SourceThis {
  http: { respond(answer: { status: number; body: unknown }): void };
  db: { get(key: string): unknown; set(key: string, value: unknown): void };
  $emit(event: unknown, meta: { id: string; summary: string; ts: number }): void;
}

/** Numbers its deliveries in its state, so that two processes with states of their own would be seen. */
const SOURCE: Component = {
  key: "test-numbering",
  version: "0.0.1",
  props: { http: { type: "$.interface.http", customResponse: true }, db: "$.service.db" },
  hooks: {
    activate: () => void moves.push("activate"),
    deactivate: () => void moves.push("deactivate"),
  },
  run(this: SourceThis, { body }: { body?: { order: string } }) {
    const number = ((this.db.get("count") as number | undefined) ?? 0) + 1;
    this.db.set("count", number);
    const order = body?.order ?? "";
    this.$emit({ shop: "s", orderId: order }, { id: `${order}-${number}`, summary: order, ts: Date.now() });
    this.http.respond({ status: 200, body: order === "bytes" ? Buffer.from([0, 255, 10]) : number });
  },
};

const delivery = (order: string): HttpEvent => ({
  method: "POST",
  path: "/",
  url: "http://x/",
  query: {},
  headers: {},
  bodyRaw: JSON.stringify({ order }),
  body: { order },
  client_ip: "127.0.0.1",
});

describe.each(TEST_DATABASES)("sources on $name", ({ name, open }) => {
  let database: Database;
  let engine: EngineFixture;
  const vault = createVault(randomBytes(32));
  const keepers: SourceKeeper[] = [];
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    moves.length = 0;
    engine = await openEngine(database);
  });
  afterEach(async () => {
    await Promise.all(keepers.splice(0).map((keeper) => keeper.stop()));
    await database.exec("DELETE FROM lastedit.sources; DELETE FROM lastedit.source_requests");
    await engine.close();
  });
  afterAll(() => database.close());

  function openKeeper(worker: string): SourceKeeper {
    const keeper = new SourceKeeper({
      database,
      intake: engine.intake,
      worker,
      vault,
      publicUrl: () => "https://hooks.example.com",
      dataStore: (name) => openDataStore(database, name),
      log: () => undefined,
      wake: () => undefined,
    });
    keepers.push(keeper);
    return keeper;
  }
  const source = (version = "0.0.1") => ({
    id: "orders",
    recipe: RECIPE,
    component: { ...SOURCE, version },
    props: {},
  });
  const send = async (keeper: SourceKeeper, order: string): Promise<HttpResponse> =>
    (await keeper.deliver("orders", delivery(order))) ?? { status: 404, headers: {}, body: "" };

  test("a source that is switched off is taken down at once, one that changed is opened anew, with its state", async () => {
    const keeper = openKeeper("one");
    await followSources(keeper, [source()]);
    expect((await send(keeper, "a")).status).toBe(200);
    await followSources(keeper, [source("0.0.2")]);
    expect(await send(keeper, "b")).toMatchObject({ status: 200, body: "2" });
    await followSources(keeper, [source("0.0.2")]);
    expect(moves).toEqual(["activate", "deactivate", "activate"]);
    await followSources(keeper, []);
    expect(keeper.deliver("orders", delivery("c"))).toBeUndefined();
    expect(moves.at(-1)).toBe("deactivate");
    await followSources(keeper, [source("0.0.2")]);
    expect(await send(keeper, "d")).toMatchObject({ status: 200, body: "3" });
  });

  // The embedded database belongs to one process.
  if (name === "PostgreSQL")
    test("another process keeps none while one has them, takes requests all the same, and takes over when that is gone", async () => {
      const [one, two] = [openKeeper("one"), openKeeper("two")];
      const answered = Promise.withResolvers<null>();
      // Its other side is slow to answer the second process, which must not keep that from its other sources.
      const slow = (version: string, activate: () => unknown) => ({
        ...source(),
        id: "a-slow-one",
        component: { ...SOURCE, version, hooks: { activate } },
      });
      await one.add(slow("0.0.1", () => undefined));
      await one.add(source());
      await two.add(slow("0.0.2", () => answered.promise));
      await two.add(source());
      const stateAt = (keeper: SourceKeeper, id = "orders") => keeper.status().find((each) => each.id === id)?.state;
      expect([stateAt(one), stateAt(two)]).toEqual(["active", "elsewhere"]);
      expect((await readHealth(database)).sources).toMatchObject([
        { id: "a-slow-one", keptBy: "one" },
        { id: "orders", keptBy: "one" },
      ]);

      const keepersInTurn = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? one : two));
      const answers = await Promise.all(keepersInTurn.map((keeper, index) => send(keeper, String(index))));
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      expect(answers.map(({ body }) => Number(body)).sort((a, b) => a - b)).toEqual(
        answers.map((_, index) => index + 1),
      );
      const { rows } = await database.query<{ events: number; left: number }>(
        "SELECT (SELECT count(*)::int FROM lastedit.events) AS events, (SELECT count(*)::int FROM lastedit.source_requests) AS left",
      );
      expect(rows).toEqual([{ events: 20, left: 0 }]);

      expect((await send(two, "bytes")).body).toEqual(Buffer.from([0, 255, 10]));

      await one.stop();
      while (stateAt(two) !== "active") await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await send(two, "after")).toMatchObject({ status: 200, body: "22" });
      expect(moves).toEqual(["activate"]);
      expect(stateAt(two, "a-slow-one")).toBe("starting");
      answered.resolve(null);
      while (stateAt(two, "a-slow-one") !== "active") await new Promise((resolve) => setTimeout(resolve, 10));
    }, 30_000);

  test("a process whose state is stale stores nothing, and reads it again", async () => {
    const keeper = openKeeper("one");
    await keeper.add(source());
    await database.exec("UPDATE lastedit.sources SET version = version + 1, state = state || '{\"count\": 40}'");
    expect((await send(keeper, "lost")).status).toBe(500);
    let answer = await send(keeper, "again");
    while (answer.status !== 200) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      answer = await send(keeper, "again");
    }
    expect(answer.body).toBe("41");
  });
});
