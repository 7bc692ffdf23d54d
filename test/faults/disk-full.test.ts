import { mkdir, mkdtemp, readFile, rm, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { lineWriter } from "../../runtime/cli/serving/log-file.ts";
import { checkRoom } from "../../runtime/store/check-room.ts";
import { openEmbeddedDatabase } from "../../runtime/store/embedded/embedded-database.ts";

// Really full disks, of both databases and under load: bench/disk-full.ts, which must be root to mount one.
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "lastedit-full-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("an embedded database whose PostgreSQL gives up refuses at once, keeps what was committed, and goes on by itself", async () => {
  const database = await openEmbeddedDatabase(path.join(folder, "database"));
  await database.exec("CREATE TABLE kept (id int)");
  await database.query("INSERT INTO kept VALUES (1)");
  await checkRoom(database);

  // The file in which PostgreSQL begins the next part of its log cannot be made: the same end as on a full disk.
  const obstacle = path.join(folder, "database", "pg_wal", "xlogtemp.42");
  await mkdir(obstacle);
  const broken = database.transaction(async (tx) => {
    await tx.query("INSERT INTO kept VALUES (2)");
    await tx.query("SELECT pg_switch_wal()");
    await tx.query("INSERT INTO kept VALUES (3)");
  });
  await expect(broken).rejects.toMatchObject({ severity: "PANIC" });
  await expect(database.query("SELECT id FROM kept")).rejects.toThrow("Nothing was stored.");
  await expect(database.transaction((tx) => tx.query("SELECT 1"))).rejects.toThrow("Nothing was stored.");

  await rmdir(obstacle);
  let rows: unknown[] | null = null;
  const until = Date.now() + 20_000;
  while (rows === null && Date.now() < until) {
    await sleep(250);
    rows = await database.query("SELECT id FROM kept").then(
      (answer) => answer.rows,
      () => null,
    );
  }
  expect(rows).toEqual([{ id: 1 }]);
  await database.transaction((tx) => tx.query("INSERT INTO kept VALUES (4)"));
  expect((await database.query("SELECT id FROM kept ORDER BY id")).rows).toEqual([{ id: 1 }, { id: 4 }]);
  await database.close();
}, 60_000);

test("a log that cannot be written ends nothing, and says later how many lines are missing", async () => {
  const full = lineWriter("/dev/full");
  for (const line of ["one\n", "two\n"]) full.write(line);

  const file = path.join(folder, "lastedit.log");
  await mkdir(file);
  const log = lineWriter(file);
  for (const line of ["one\n", "two\n"]) log.write(line);
  await rmdir(file);
  log.write("three\n");
  const [gap, line] = (await readFile(file, "utf8")).split("\n");
  expect(JSON.parse(gap ?? "")).toMatchObject({ msg: expect.stringMatching(/^2 lines are missing here/) });
  expect(line).toBe("three");
});
