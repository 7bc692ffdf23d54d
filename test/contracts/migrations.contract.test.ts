import { afterEach, describe, expect, test } from "@jest/globals";
import type { Database } from "../../runtime/store/database.ts";
import { MIGRATIONS } from "../../runtime/store/migrations/all.ts";
import { migrate } from "../../runtime/store/migrations/migrate.ts";
import { openPostgresDatabase } from "../../runtime/store/postgres-database.ts";
import { findRun } from "../../runtime/store/runs/read-runs.ts";
import { searchRuns } from "../../runtime/store/runs/search-runs.ts";
import { openOwnPostgres, TEST_DATABASES } from "../runtime/store/open-test-databases.ts";

/** How many migrations each earlier version had. The embedded database takes ten times as long for each. */
const EARLIER = MIGRATIONS.slice(1).map((_, index) => index + 1);

describe.each(TEST_DATABASES)("migrations on $name", ({ name, open }) => {
  let database: Database;

  afterEach(() => database.close());

  test("bring a database of each earlier version up to date, with all that is in it", async () => {
    database = await open();
    for (const made of name === "PostgreSQL" ? EARLIER : [EARLIER[0]!, EARLIER.at(-1)!]) {
      await database.exec("DROP SCHEMA IF EXISTS lastedit CASCADE");
      await migrate(database, MIGRATIONS.slice(0, made));
      // As the first version left it: no record of what a migration is compatible with.
      await database.exec("ALTER TABLE lastedit.migrations DROP COLUMN compatible_from");
      await database.exec(`
        INSERT INTO lastedit.runs (recipe, status, order_key, order_name, outcome, summary, started_at, finished_at)
          VALUES ('edit', 'succeeded', 's:1', '#1001', 'changed', 'Brought to the final version', now(), now());
        INSERT INTO lastedit.runs (recipe, status, order_key, order_name) VALUES ('edit', 'waiting', 's:2', '#1002');
        INSERT INTO lastedit.events (run_id, payload, payload_sealed, emitted_at) VALUES (1, '{"n":1}', 'v1:x', now());
        INSERT INTO lastedit.run_steps (run_id, position, namespace, uses, writes, attempt, status, started_at)
          VALUES (1, 0, 'first', 'a@1', false, 1, 'succeeded', now()), (1, 1, 'second', 'b@1', true, 1, 'succeeded', now());
        INSERT INTO lastedit.data_store_records (store, key, value) VALUES ('lastedit', 'exception/s/#1/unknown-sku',
          '{"id":"s/#1/unknown-sku","status":"open","kind":"unknown-sku","owner":"merchandising","severity":"low","shop":"s",
            "lineage":"#1","orderName":"#1","firstSeenAt":"2026-11-24T08:00:00Z","lastSeenAt":"2026-11-24T08:00:00Z"}')
      `);
      expect(await migrate(database)).toEqual(MIGRATIONS.slice(made).map((migration) => migration.name));
      const { runs } = await searchRuns(database, { text: "1001" });
      expect(runs).toMatchObject([{ id: 1, status: "succeeded", outcome: "changed" }]);
      const found = await findRun(database, 1);
      expect(found?.events).toMatchObject([{ payload: { n: 1 } }]);
      expect(found?.steps.map(({ namespace }) => namespace)).toEqual(["first", "second"]);
      const { rows } = await database.query("SELECT id, state FROM lastedit.exceptions");
      expect(rows).toEqual([{ id: "s/#1/unknown-sku", state: "open" }]);
      // New steps go on counting behind the old ones.
      const { rows: added } = await database.query(
        `INSERT INTO lastedit.run_steps (run_id, position, namespace, uses, writes, attempt, status, started_at)
         VALUES (2, 0, 'third', 'a@1', false, 1, 'succeeded', now()) RETURNING id`,
      );
      expect(added).toEqual([{ id: 3 }]);
    }
  }, 120_000);

  test("refuse a later database, unless it says that this version can work with it", async () => {
    database = await open();
    await migrate(database);
    const later = { name: "9001-later", sql: "CREATE TABLE lastedit.later (id int)" };
    await migrate(database, [...MIGRATIONS, later]);
    await expect(migrate(database)).rejects.toMatchObject({ code: "database-too-new" });
    await expect(migrate(database)).rejects.toThrow('"9001-later", which this version does not know');
    const known = Number.parseInt(MIGRATIONS.at(-1)!.name, 10);
    await database.query("UPDATE lastedit.migrations SET compatible_from = $1 WHERE name = '9001-later'", [known]);
    expect(await migrate(database)).toEqual([]);
    const compatible = { name: "9002-wider", sql: "CREATE TABLE lastedit.wider (id int)", compatibleFrom: known };
    await migrate(database, [...MIGRATIONS, later, compatible]);
    expect(await migrate(database)).toEqual([]);
    await expect(migrate(database, MIGRATIONS.slice(0, -1))).rejects.toMatchObject({ code: "database-too-new" });
  });

  const onPostgres = name === "PostgreSQL" ? test : undefined;
  onPostgres?.("are applied once by processes that start at the same moment", async () => {
    const { database: own, url } = await openOwnPostgres(new URL(process.env["LASTEDIT_TEST_DATABASE_URL"]!));
    database = own;
    const starters = Array.from({ length: 4 }, () => openPostgresDatabase(url, 1));
    const applied = await Promise.all(starters.map((each) => migrate(each)));
    expect(applied.map(({ length }) => length).sort()).toEqual([0, 0, 0, MIGRATIONS.length]);
    await Promise.all(starters.map((each) => each.close()));
  });
});
