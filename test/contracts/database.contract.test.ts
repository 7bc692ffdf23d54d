import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Database } from "../../runtime/store/database.ts";
import { openDataStore, purgeDataStores } from "../../runtime/store/data-store.ts";
import { migrate } from "../../runtime/store/migrations/migrate.ts";
import { MIGRATIONS } from "../../runtime/store/migrations/all.ts";
import { TEST_DATABASES } from "../runtime/store/open-test-databases.ts";

describe.each(TEST_DATABASES)("$name", ({ open }) => {
  let database: Database;

  beforeAll(async () => {
    database = await open();
    await migrate(database);
    await database.exec(
      "DROP TABLE IF EXISTS lastedit.scratch; CREATE TABLE lastedit.scratch (id integer PRIMARY KEY, value jsonb)",
    );
  });

  afterAll(() => database.close());

  test("gives rows with JSON, times and whole numbers as JavaScript values", async () => {
    const { rows } = await database.query(
      `SELECT '{"a":[1]}'::jsonb AS json, '2026-11-24T10:00:00Z'::timestamptz AS time, count(*)::int AS number`,
    );
    expect(rows).toEqual([{ json: { a: [1] }, time: new Date("2026-11-24T10:00:00Z"), number: 1 }]);
  });

  test("counts the rows a statement changed, and none for a read", async () => {
    expect(
      (await database.query("INSERT INTO lastedit.scratch VALUES ($1, $2), ($3, $4)", [1, '"one"', 2, "[2]"])).affected,
    ).toBe(2);
    expect((await database.query("SELECT * FROM lastedit.scratch WHERE id < 3")).affected).toBe(0);
    expect((await database.query("DELETE FROM lastedit.scratch WHERE id = ANY($1)", [[1, 2]])).affected).toBe(2);
  });

  test("runs several statements at once and gives the rows of all", async () => {
    expect(await database.exec("SELECT 1 AS a; SELECT 2 AS a;")).toEqual([{ a: 1 }, { a: 2 }]);
  });

  test("commits what a transaction wrote", async () => {
    await database.transaction((tx) => tx.query("INSERT INTO lastedit.scratch VALUES (10, '1')"));
    expect((await database.query("SELECT id FROM lastedit.scratch WHERE id = 10")).rows).toHaveLength(1);
  });

  test("rolls back all of a transaction that fails, and hands on its error", async () => {
    const failed = database.transaction(async (tx) => {
      await tx.query("INSERT INTO lastedit.scratch VALUES (20, '1')");
      throw new Error("changed my mind");
    });
    await expect(failed).rejects.toThrow("changed my mind");
    expect((await database.query("SELECT id FROM lastedit.scratch WHERE id = 20")).rows).toEqual([]);
  });

  test("says with PostgreSQL's own code what it refused, and goes on working", async () => {
    await database.query("INSERT INTO lastedit.scratch VALUES (30, '1')");
    await expect(database.query("INSERT INTO lastedit.scratch VALUES (30, '1')")).rejects.toMatchObject({
      code: "23505",
    });
    await expect(database.exec("BEGIN; INSERT INTO lastedit.scratch VALUES (30, '1'); COMMIT;")).rejects.toMatchObject({
      code: "23505",
    });
    expect((await database.query("SELECT 1 AS fine")).rows).toEqual([{ fine: 1 }]);
  });

  test("keeps transactions apart when they run at the same time", async () => {
    await database.query("INSERT INTO lastedit.scratch VALUES (40, '0')");
    const increment = () =>
      database.transaction(async (tx) => {
        const { rows } = await tx.query<{ value: number }>(
          "SELECT value FROM lastedit.scratch WHERE id = 40 FOR UPDATE",
        );
        await tx.query("UPDATE lastedit.scratch SET value = $1 WHERE id = 40", [
          JSON.stringify((rows[0]?.value ?? 0) + 1),
        ]);
      });
    await Promise.all(Array.from({ length: 20 }, increment));
    expect((await database.query("SELECT value FROM lastedit.scratch WHERE id = 40")).rows).toEqual([{ value: 20 }]);
  });

  test("refuses a call on the database from inside a transaction instead of waiting for ever", async () => {
    const tangled = database.transaction(async () => {
      await database.query("SELECT 1");
    });
    await expect(tangled).rejects.toThrow("run this statement on the transaction");
  });

  test("finds nothing to migrate the second time", async () => {
    expect(await migrate(database)).toEqual([]);
  });

  test("refuses a database made by a later version, or with an edited migration", async () => {
    await expect(migrate(database, [])).rejects.toThrow('"0001-first-tables", which this version does not know');
    await expect(
      migrate(
        database,
        MIGRATIONS.map(({ name }) => ({ name, sql: "SELECT 1" })),
      ),
    ).rejects.toMatchObject({ code: "migration-changed" });
  });

  test("applies all missing migrations or none", async () => {
    const extra = [
      ...MIGRATIONS,
      { name: "9000-good", sql: "CREATE TABLE lastedit.good (id int)" },
      { name: "9001-bad", sql: "CREATE TABEL x" },
    ];
    await expect(migrate(database, extra)).rejects.toMatchObject({ code: "42601" });
    expect((await database.query("SELECT to_regclass('lastedit.good') AS found")).rows).toEqual([{ found: null }]);
    expect(await migrate(database)).toEqual([]);
  });

  test("a data store keeps JSON by key until it is deleted, apart from other stores", async () => {
    const store = openDataStore(database, "holds");
    const other = openDataStore(database, "other");
    await store.set("b", { held: [1, null] });
    await store.set("a", "text");
    await store.set("a", ["again"]);
    await other.set("a", 1);
    expect(await store.get("b")).toEqual({ held: [1, null] });
    expect(await store.get("nothing")).toBeUndefined();
    expect(await store.keys()).toEqual(["a", "b"]);
    expect(await all(store.entries())).toEqual([
      ["a", ["again"]],
      ["b", { held: [1, null] }],
    ]);
    await store.delete("a");
    expect(await store.has("a")).toBe(false);
    await store.clear();
    expect(await store.keys()).toEqual([]);
    expect(await other.get("a")).toBe(1);
  });

  test("a data store record is gone once its time to live is over", async () => {
    const store = openDataStore(database, "short-lived");
    await store.set("soon", 1, { ttl: 0.05 });
    await store.set("kept", 1, { ttl: 0.05 });
    await store.setTtl("kept", null);
    await expect(store.set("never", 1, { ttl: 0 })).rejects.toThrow("expected seconds above 0");
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect([await store.has("soon"), await store.get("soon"), await store.keys()]).toEqual([
      false,
      undefined,
      ["kept"],
    ]);
    expect(await purgeDataStores(database)).toBeGreaterThanOrEqual(1);
  });

  test("a data store refuses what is not JSON", async () => {
    await expect(openDataStore(database, "x").set("f", undefined)).rejects.toThrow("expected a JSON value");
  });
});

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
