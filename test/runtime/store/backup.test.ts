import { existsSync } from "node:fs";
import { mkdtemp, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { asideEnding, asideFolder } from "../../../runtime/store/backup/cut-short.ts";
import { backUpEmbedded, restoreEmbedded } from "../../../runtime/store/backup/embedded-backup.ts";
import { backUpPostgres, restorePostgres } from "../../../runtime/store/backup/postgres-backup.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { openKeyRing } from "../../../runtime/store/keys/open-key-ring.ts";
import { migrate } from "../../../runtime/store/migrations/migrate.ts";
import { openDatabase } from "../../../runtime/store/open-database.ts";
import { openPostgresDatabase } from "../../../runtime/store/postgres-database.ts";
import { readEvent } from "../../../runtime/store/runs/read-runs.ts";
import { searchRuns } from "../../../runtime/store/runs/search-runs.ts";
import { createVault } from "../../../runtime/store/vault.ts";
import type { Vault } from "../../../runtime/store/vault.ts";
import { insertEndedRun } from "../../contracts/insert-run.ts";
import { openOwnPostgres } from "./open-test-databases.ts";

let folder: string;
let home: string;
let vault: Vault;
let keys: string[];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "lastedit-backup-"));
  home = path.join(folder, "home");
  const ring = await openKeyRing(home, {});
  vault = createVault(ring);
  keys = ring.all().map(({ id }) => id);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const runIds = async (database: Database): Promise<number[]> =>
  (await searchRuns(database)).runs.map(({ id }) => id).reverse();

/** What is put back is worked on at once: read, searched, added to. */
async function worksOn(database: Database): Promise<void> {
  expect(await readEvent(database, vault, 1)).toMatchObject({ sku: "OXF-SHI" });
  await insertEndedRun(database, vault, { id: 1_000, endedDaysAgo: 0, orderName: "#later" });
  expect((await searchRuns(database, { text: "later" })).runs).toMatchObject([{ id: 1_000 }]);
}

test("a backup of the embedded database is whole though it is made while others write, and is worked on once put back", async () => {
  const file = path.join(folder, "backup.tgz");
  const database = await openDatabase({ databaseUrl: undefined, home });
  for (let id = 1; id <= 20; id += 1) await insertEndedRun(database, vault, { id, endedDaysAgo: 1 });
  let last = 20;
  const backup = { over: false };
  const writing = (async () => {
    while (!backup.over && last < 500) {
      last += 1;
      await database.transaction((tx) => insertEndedRun(tx, vault, { id: last, endedDaysAgo: 1 }));
    }
  })();
  await backUpEmbedded(database, home, file);
  backup.over = true;
  await writing;
  await expect(backUpEmbedded(database, home, file)).rejects.toThrow("is there already. Nothing was written");
  await expect(restoreEmbedded({ home, file, keys, force: true })).rejects.toMatchObject({ code: "folder-locked" });
  await database.close();
  expect((await readdir(home)).sort()).toEqual(["database", "encryption.key"]);

  const options = { home, file, keys, force: false };
  await expect(restoreEmbedded(options)).rejects.toThrow("already. Nothing was changed; --force puts it aside");
  await expect(
    restoreEmbedded({ ...options, keys: ["00000000"], force: false, home: path.join(folder, "other") }),
  ).rejects.toThrow(`is sealed with the key ${keys[0]!}`);
  const aside = await restoreEmbedded({ ...options, force: true });
  expect(existsSync(aside!)).toBe(true);

  const restored = await openDatabase({ databaseUrl: undefined, home });
  const ids = await runIds(restored);
  expect(ids.length).toBeGreaterThanOrEqual(20);
  expect(ids).toEqual(Array.from({ length: ids.length }, (_, index) => index + 1));
  // As of one moment: each run there has its event and its step.
  const { rows } = await restored.query(
    `SELECT (SELECT count(*)::int FROM lastedit.events) AS events, (SELECT count(*)::int FROM lastedit.run_steps) AS steps`,
  );
  expect(rows).toEqual([{ events: ids.length, steps: ids.length }]);
  await worksOn(restored);
  await restored.close();
}, 120_000);

// Killed for real, at many moments, by bench/kill-upkeep.ts.
test("after a restore that was killed before it put anything in place, a start says where the old database is and makes none; the restore called again goes on", async () => {
  const aside = asideFolder(home, new Date(Date.now() + 60_000));
  await rename(path.join(home, "database"), aside);
  await expect(openDatabase({ databaseUrl: undefined, home })).rejects.toThrow(
    `the database that was there is in ${aside}, and none in its place`,
  );
  expect(await readdir(home)).not.toContain("database");
  expect(await restoreEmbedded({ home, file: path.join(folder, "backup.tgz"), keys, force: false })).toBe(aside);
  expect(await readdir(home)).toContain("database");
});

test("refuses to put back what is damaged or no backup, and leaves everything as it was", async () => {
  const before = (await stat(path.join(home, "database"))).ino;
  const bad = path.join(folder, "bad.tgz");
  await writeFile(bad, "not a backup");
  const restore = (file: string) => restoreEmbedded({ home, file, keys, force: true });
  await expect(restore(bad)).rejects.toThrow("cannot be unpacked: it is damaged, or no backup. Nothing was changed.");
  await expect(restore(path.join(folder, "nowhere"))).rejects.toThrow("There is no file");
  expect((await stat(path.join(home, "database"))).ino).toBe(before);
  expect((await readdir(home)).filter((name) => name.startsWith("restore-"))).toEqual([]);
});

const server = process.env["LASTEDIT_TEST_DATABASE_URL"];
const onPostgres = server === undefined ? undefined : test;
onPostgres?.(
  "a backup of a PostgreSQL is put back by its own tools, refused over a database in use, and worked on",
  async () => {
    const file = path.join(folder, "backup.dump");
    const { database, url } = await openOwnPostgres(new URL(server!));
    await migrate(database);
    for (let id = 1; id <= 20; id += 1) await insertEndedRun(database, vault, { id, endedDaysAgo: 1 });
    await backUpPostgres(url, file);
    await database.query("DELETE FROM lastedit.runs WHERE id > 5");
    // The pool keeps a connection of its own for whoever restores.
    const restorer = openPostgresDatabase(url, 1);
    await expect(restorePostgres(restorer, url, file, true)).rejects.toThrow("LastEdit is connected to the database");
    await database.query("SELECT 1");
    const others = await restorer.query<{ pid: number }>(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'lastedit' AND datname = current_database() AND pid <> pg_backend_pid()",
    );
    expect(others.rows.length).toBeGreaterThan(0);
    await expect(restorePostgres(restorer, url, file, false)).rejects.toThrow("holds LastEdit's tables already");
    await writeFile(path.join(folder, "bad.dump"), "no dump");
    await expect(restorePostgres(restorer, url, path.join(folder, "bad.dump"), true)).rejects.toThrow(
      "pg_restore failed; nothing was changed",
    );
    expect(await runIds(restorer)).toHaveLength(5);
    expect(await restorePostgres(restorer, url, file, true)).toMatch(/^_before_\d{14}$/);
    expect(await runIds(restorer)).toHaveLength(20);
    expect(await migrate(restorer)).toEqual([]);
    await worksOn(restorer);

    const ending = asideEnding(new Date(Date.now() + 60_000));
    await restorer.exec(`ALTER SCHEMA lastedit RENAME TO lastedit${ending}`);
    const started = openDatabase({ databaseUrl: url, home: folder });
    await expect(started).rejects.toThrow(`are in the schemas lastedit${ending} and`);
    expect((await restorer.query("SELECT FROM pg_namespace WHERE nspname = 'lastedit'")).rows).toEqual([]);
    expect(await restorePostgres(restorer, url, file, false)).toBe(ending);
    expect(await runIds(restorer)).toHaveLength(20);
    await restorer.close();
    await database.close();
  },
);
