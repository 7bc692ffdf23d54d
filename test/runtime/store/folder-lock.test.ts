import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { openEmbeddedDatabase } from "../../../runtime/store/embedded/embedded-database.ts";
import { folderHolder, lockFolder } from "../../../runtime/store/embedded/folder-lock.ts";

let home: string;

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), "lastedit-lock-"));
});

afterEach(() => rm(home, { recursive: true, force: true }));

test("opening a folder twice in one process is refused, and works again after closing", async () => {
  const folder = path.join(home, "database");
  const first = await openEmbeddedDatabase(folder);
  await first.exec("CREATE TABLE kept (id int); INSERT INTO kept VALUES (7);");
  await expect(openEmbeddedDatabase(folder)).rejects.toMatchObject({ code: "folder-locked", pid: process.pid });
  await first.close();
  const second = await openEmbeddedDatabase(folder);
  expect((await second.query("SELECT id FROM kept")).rows).toEqual([{ id: 7 }]);
  await second.close();
  expect(await readdir(home)).toEqual(["database"]);
}, 60_000);

test("a living process keeps its lock, and a killed one loses it", async () => {
  const folder = path.join(home, "database");
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  const pid = child.pid!;
  await writeFile(`${folder}.lock`, JSON.stringify({ pid, processStart: null, token: "theirs" }));
  await expect(lockFolder(folder)).rejects.toMatchObject({ code: "folder-locked", pid });
  expect(await folderHolder(folder)).toBe(pid);
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
  expect(await folderHolder(folder)).toBeNull();
  const unlock = await lockFolder(folder);
  expect(await folderHolder(folder)).toBe(process.pid);
  await unlock();
  expect(await readdir(home)).toEqual([]);
});

test("a lock whose process id was given to another process since is cleared away", async () => {
  const folder = path.join(home, "database");
  await writeFile(`${folder}.lock`, JSON.stringify({ pid: process.pid, processStart: "1", token: "old" }));
  const unlock = await lockFolder(folder);
  await unlock();
});

test("only one of many that clear away a dead lock at once gets the folder", async () => {
  const folder = path.join(home, "database");
  await writeFile(`${folder}.lock`, JSON.stringify({ pid: 2 ** 22 + 1, processStart: null, token: "dead" }));
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("the lock file is readable by its owner only", async () => {
  const unlock = await lockFolder(path.join(home, "database"));
  expect((await stat(path.join(home, "database.lock"))).mode & 0o777).toBe(0o600);
  await unlock();
});
