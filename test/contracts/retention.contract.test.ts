import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { openDataStore } from "../../runtime/store/data-store.ts";
import type { Database } from "../../runtime/store/database.ts";
import { startHousekeeping } from "../../runtime/store/housekeeping/housekeeping.ts";
import { vacuumEmbedded } from "../../runtime/store/housekeeping/vacuum-embedded.ts";
import { migrate } from "../../runtime/store/migrations/migrate.ts";
import { applyRetention, previewRetention } from "../../runtime/store/retention/apply-retention.ts";
import { readEvent } from "../../runtime/store/runs/read-runs.ts";
import { listRunPartitions } from "../../runtime/store/runs/run-partitions.ts";
import { readStoreLog } from "../../runtime/store/store-log.ts";
import { createVault } from "../../runtime/store/vault.ts";
import { TEST_DATABASES } from "../runtime/store/open-test-databases.ts";
import { insertEndedRun } from "./insert-run.ts";

const RULES = { keepDays: 90, maskAfterDays: 30, keepExceptionsDays: 365 };
const vault = createVault(Buffer.alloc(32, 1));

describe.each(TEST_DATABASES)("retention on $name", ({ name, open }) => {
  let database: Database;

  beforeAll(async () => {
    database = await open();
    await migrate(database);
    for (let id = 1; id <= 450; id += 1) await insertEndedRun(database, vault, { id, endedDaysAgo: 100 });
    await insertEndedRun(database, vault, { id: 100_001, endedDaysAgo: 100 });
    await insertEndedRun(database, vault, { id: 100_002, endedDaysAgo: 40 });
    await insertEndedRun(database, vault, { id: 100_003, endedDaysAgo: 2 });
    await insertEndedRun(database, vault, { id: 100_004, endedDaysAgo: null });
    const store = openDataStore(database, "lastedit");
    for (const [id, days] of [
      ["old", 400],
      ["kept", 300],
    ] as const) {
      const at = new Date(Date.now() - days * 86_400_000).toISOString();
      const state = { is: "closed", since: at, because: "healed" };
      await store.set(`exception/${id}`, {
        ...{
          id,
          kind: "unknown-sku",
          owner: "merchandising",
          severity: "low",
          shop: "s",
          lineage: "#1",
          orderName: "#1",
        },
        ...{ status: "closed", state, firstSeenAt: at, lastSeenAt: at, closedAt: at },
      });
    }
  });

  afterAll(() => database.close());

  test("says beforehand exactly what it then does, and writes down what it did", async () => {
    const preview = await previewRetention(database, RULES);
    expect(preview).toEqual({
      ...{ runsMasked: 1, runsRemoved: 451, partitionsDropped: 1, exceptionsRemoved: 1, recordsExpired: 0 },
    });
    let portions = 0;
    const done = await applyRetention(database, RULES, "tester", () => {
      portions += 1;
      return true;
    });
    expect(done).toEqual(preview);
    // 451 runs in portions of 200, one portion of masking, one of exceptions.
    expect(portions).toBe(5);
    expect(await readStoreLog(database)).toMatchObject([
      {
        ...{ what: "retention", by: "tester", details: { runsRemoved: 451, rules: RULES } },
        summary: "1 run without personal data from now on, 451 runs removed, 1 closed exception removed",
      },
    ]);
    expect(await previewRetention(database, RULES)).toMatchObject({
      runsRemoved: 0,
      runsMasked: 0,
      exceptionsRemoved: 0,
    });
  });

  test("leaves nothing of a removed run, and drops its partition whole", async () => {
    for (const table of ["run_steps", "events", "run_search"]) {
      const { rows } = await database.query(`SELECT DISTINCT run_id FROM lastedit.${table} ORDER BY run_id`);
      expect(rows).toEqual([{ run_id: 100_002 }, { run_id: 100_003 }, { run_id: 100_004 }]);
    }
    expect(await listRunPartitions(database)).toEqual([{ firstRun: 100_000, endRun: 200_000 }]);
    expect(await openDataStore(database, "lastedit").keys()).toEqual(["exception/kept"]);
    expect((await database.query("SELECT id FROM lastedit.exceptions")).rows).toEqual([{ id: "kept" }]);
  });

  test("masks what is personal in an older run, also in its log lines, and keeps what is not", async () => {
    const { rows } = await database.query<{ run: number; text: string }>(
      `SELECT run_id AS run, concat(input, output, logs, error, summary) AS text FROM lastedit.run_steps WHERE run_id < 100004
       UNION ALL SELECT run_id, payload::text FROM lastedit.events WHERE run_id < 100004 ORDER BY 1`,
    );
    const textOf = (id: number): string => rows.flatMap(({ run, text }) => (run === id ? [text] : [])).join(" ");
    expect(textOf(100_002)).not.toMatch(/jane@example|Happy birthday/);
    expect(textOf(100_002)).toContain("OXF-SHI");
    expect(textOf(100_003)).toMatch(/jane@example.*Happy birthday/);
  });

  test("refuses to replay a run whose event it has taken out, and says why", async () => {
    await expect(readEvent(database, vault, 100_002)).rejects.toThrow("no longer kept in full");
    expect(await readEvent(database, vault, 100_003)).toMatchObject({ email: "jane@example.com" });
  });

  test("of two processes one does a task, when it is due, and a failure is told and tried again later", async () => {
    const worked: string[] = [];
    const trouble: string[] = [];
    const keeper = (holder: string) =>
      startHousekeeping({
        database,
        holder,
        tasks: [
          { name: "test-work", everyMs: 3_600_000, run: () => Promise.resolve(worked.push(holder)) },
          { name: "test-failure", everyMs: 1, run: () => Promise.reject(new Error("no luck")) },
        ],
        onTrouble: (message) => trouble.push(message),
      });
    const keepers = [keeper("a"), keeper("b")];
    await Promise.all(keepers.map((each) => each.lookOnce()));
    await Promise.all(keepers.map((each) => each.stop()));
    expect(worked).toHaveLength(1);
    expect(trouble.length).toBeGreaterThanOrEqual(2);
    expect(
      (await database.query("SELECT task, holder, last_error FROM lastedit.housekeeping ORDER BY task")).rows,
    ).toEqual([
      { task: "test-failure", holder: null, last_error: "no luck" },
      { task: "test-work", holder: null, last_error: null },
    ]);
  });

  const onEmbedded = name === "the embedded database" ? test : undefined;
  onEmbedded?.("vacuums table by table where much has changed", async () => {
    const vacuum = () => vacuumEmbedded(database, () => Promise.resolve(true), 100);
    expect(await vacuum()).toContain("lastedit.runs");
    expect(await vacuum()).toEqual([]);
  });
});
