import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { Database } from "../../runtime/store/database.ts";
import { openPostgresDatabase } from "../../runtime/store/postgres-database.ts";
import { openTcpGate } from "./world/tcp-gate.ts";
import type { TcpGate } from "./world/tcp-gate.ts";

const SERVER = process.env["LASTEDIT_TEST_DATABASE_URL"];
const PATIENCE = { connectMs: 500, answerMs: 700, silentTransactionMs: 1_500 };

let gate: TcpGate;
let database: Database;
let direct: Database;

// Where there is no PostgreSQL, the gate says so; nothing of this concerns the embedded database.
const onPostgres = SERVER === undefined ? () => undefined : test;

beforeEach(async () => {
  if (SERVER === undefined) return;
  const url = new URL(SERVER);
  gate = await openTcpGate(Number(url.port));
  direct = openPostgresDatabase(url.href, 2);
  url.port = String(gate.port);
  database = openPostgresDatabase(url.href, 2, PATIENCE);
});

afterEach(async () => {
  if (SERVER === undefined) return;
  gate.heal();
  await gate.close();
  await Promise.all([database.close(), direct.close()]);
});

onPostgres(
  "a connection that breaks between two statements of a transaction ends that transaction, not the process",
  async () => {
    const broken = database.transaction(async (tx) => {
      await tx.query("SELECT 1");
      gate.breakAll();
      await sleep(100);
      await tx.query("SELECT 1");
    });
    await expect(broken).rejects.toThrow();
    expect((await database.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  },
);

onPostgres("a network that swallows everything is given up after a while, and used again once it answers", async () => {
  await database.query("SELECT 1");
  gate.stall();
  const began = performance.now();
  await expect(database.query("SELECT 1")).rejects.toThrow();
  await expect(database.transaction((tx) => tx.query("SELECT 1"))).rejects.toThrow();
  expect(performance.now() - began).toBeLessThan(5_000);
  gate.heal();
  expect((await database.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
});

onPostgres(
  "the locks of a client that has vanished are free again soon, though the server was told nothing",
  async () => {
    await direct.exec("DROP TABLE IF EXISTS held; CREATE TABLE held AS SELECT 1 AS id");
    const vanished = database.transaction(async (tx) => {
      await tx.query("SELECT id FROM held FOR UPDATE");
      gate.halfOpen();
      await tx.query("SELECT 1");
    });
    await expect(vanished).rejects.toThrow();
    const began = performance.now();
    await direct.query("UPDATE held SET id = 2");
    expect(performance.now() - began).toBeLessThan(10_000);
    await direct.exec("DROP TABLE held");
  },
);
