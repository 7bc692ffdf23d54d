import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Database } from "../../runtime/store/database.ts";
import { migrate } from "../../runtime/store/migrations/migrate.ts";
import { advanceRunCounts, countRuns } from "../../runtime/store/runs/count-runs.ts";
import { gapDays } from "../../runtime/store/runs/gap-days.ts";
import { findRun } from "../../runtime/store/runs/read-runs.ts";
import { runDurations, runsPerHour } from "../../runtime/store/runs/run-figures.ts";
import { addRunPartitions, listRunPartitions } from "../../runtime/store/runs/run-partitions.ts";
import { searchRuns } from "../../runtime/store/runs/search-runs.ts";
import type { RunSearch } from "../../runtime/store/runs/search-runs.ts";
import { TEST_DATABASES } from "../runtime/store/open-test-databases.ts";

const HOUR_MS = 3_600_000;
const hoursAgo = (hours: number): Date => new Date(Date.now() - hours * HOUR_MS);

/** One row: recipe, order, status, outcome, summary or error, hours since it was queued. */
const RUNS = [
  ["digest", null, "succeeded", "sent", "Digest of the day sent", 50],
  ["edit", "#1001", "succeeded", "apply-in-place", "#1001: brought to the final version (OXF-SHI-NAV 2 → 3)", 30],
  ["edit", "#1002", "failed", null, "Peoplevox did not answer within 30 s", 20],
  ["edit", "#1001", "succeeded", "in-sync", "#1001: nothing to do; Müller's note kept", 10],
  ["rma", "#1003", "cancelled", null, "Cancelled by Kim", 5],
  ["edit", "#1004", "waiting", null, null, 0.1],
] as const;

describe.each(TEST_DATABASES)("run history on $name", ({ open }) => {
  let database: Database;

  beforeAll(async () => {
    database = await open();
    await migrate(database);
    for (const [recipe, order, status, outcome, words, hours] of RUNS) {
      const at = hoursAgo(hours);
      await database.query(
        `INSERT INTO lastedit.runs (recipe, status, order_key, order_name, order_id, outcome, summary, error, queued_at, due_at,
           started_at, finished_at)
         VALUES ($1, 'waiting', $2, $3, $4, NULL, NULL, NULL, $5, $5, NULL, NULL)`,
        [recipe, `shop:${order ?? "none"}`, order, order?.replace("#1", "9"), at],
      );
      if (status === "waiting") continue;
      const error = { message: words, code: "timeout", retry: "safe", effect: "unknown" };
      await database.query(
        `UPDATE lastedit.runs SET status = $1, outcome = $2, summary = $3, error = $4, started_at = queued_at,
           finished_at = queued_at + interval '1 second' * id WHERE status = 'waiting'`,
        [status, outcome, status === "failed" ? null : words, status === "failed" ? JSON.stringify(error) : null],
      );
    }
  });

  afterAll(() => database.close());

  const ids = async (search: RunSearch): Promise<number[]> =>
    (await searchRuns(database, search)).runs.map(({ id }) => id);

  test.each<[string, RunSearch, number[]]>([
    ["nothing", {}, [6, 5, 4, 3, 2, 1]],
    ["an order by name", { order: "#1001" }, [4, 2]],
    ["an order without the #", { order: "1001" }, [4, 2]],
    ["an order by id", { order: "9003" }, [5]],
    ["an order that is not there", { order: "#9" }, []],
    ["a recipe", { recipe: "rma" }, [5]],
    ["a recipe and an outcome", { recipe: "edit", outcome: "in-sync" }, [4]],
    ["a status", { status: "failed" }, [3]],
    ["a time range", { from: hoursAgo(31), to: hoursAgo(15) }, [3, 2]],
    ["a time after all runs", { from: hoursAgo(-1) }, []],
    ["words of the summary", { text: "final version" }, [2]],
    ["the beginning of a word, in any case", { text: "FINA" }, [2]],
    ["parts of a SKU, side by side", { text: "oxf-shi" }, [2]],
    ["parts of a SKU that do not stand so", { text: "shi-oxf" }, []],
    ["words of an error", { text: "peoplevox answer" }, [3]],
    ["an error's code", { text: "timeout" }, [3]],
    ["an order's name as text", { text: "#1001" }, [4, 2]],
    ["a word with an umlaut", { text: "müller" }, [4]],
    ["a waiting run's order as text", { text: "1004" }, [6]],
    ["text, status and recipe", { text: "1001", status: "succeeded", recipe: "edit", outcome: "in-sync" }, [4]],
    ["text and a status that it does not have", { text: "1001", status: "running" }, []],
    ["text and a time range", { text: "1001", from: hoursAgo(12) }, [4]],
    ["text and an order", { text: "nothing", order: "1001" }, [4]],
    ["text without a word in it", { text: " #- " }, [6, 5, 4, 3, 2, 1]],
    ["text that means something to PostgreSQL", { text: "a'b & | !(c:*" }, []],
    ["a filter of the index typed as text", { text: "=s:failed" }, []],
  ])("finds runs by %s", async (_name, search, expected) => {
    expect(await ids(search)).toEqual(expected);
  });

  test.each<[string, RunSearch]>([
    ["all", {}],
    ["text", { text: "1001" }],
  ])("pages through %s without a gap or a double", async (_name, search) => {
    const all = await ids(search);
    const paged: number[] = [];
    for (let before: number | null | undefined; before !== null;) {
      const page = await searchRuns(database, { ...search, limit: 1, ...(before === undefined ? {} : { before }) });
      paged.push(...page.runs.map(({ id }) => id));
      before = page.next;
    }
    expect(paged).toEqual(all);
  });

  test("gives the runs of each hour, quiet hours too, and how long recipes take", async () => {
    const hours = await runsPerHour(database, 24);
    expect(hours).toHaveLength(24);
    const sum = (field: "succeeded" | "failed" | "cancelled" | "open") =>
      hours.reduce((total, hour) => total + hour[field], 0);
    expect([sum("succeeded"), sum("failed"), sum("cancelled"), sum("open")]).toEqual([1, 1, 1, 1]);
    expect(await runDurations(database, hoursAgo(40))).toEqual([
      { recipe: "edit", runs: 3, medianMs: 3_000, p95Ms: 3_900 },
      { recipe: "rma", runs: 1, medianMs: 5_000, p95Ms: 5_000 },
    ]);
  });

  test("counts the same before and after it remembers the count, and when runs are gone", async () => {
    const counts = await countRuns(database);
    expect(counts).toEqual({
      events: 6,
      byStatus: { waiting: 1, running: 0, succeeded: 3, failed: 1, cancelled: 1 },
      byOutcome: { sent: 1, "apply-in-place": 1, "in-sync": 1 },
    });
    await advanceRunCounts(database);
    await advanceRunCounts(database);
    expect((await database.query("SELECT counted_to FROM lastedit.run_count_mark")).rows).toEqual([{ counted_to: 6 }]);
    expect(await countRuns(database)).toEqual(counts);
    await database.query("DELETE FROM lastedit.runs WHERE id = 1");
    expect((await countRuns(database)).byOutcome).toEqual({ "apply-in-place": 1, "in-sync": 1 });
  });

  test("keeps what belongs to one run in one partition, makes the next one ahead, and outruns none", async () => {
    await database.exec("SELECT setval(pg_get_serial_sequence('lastedit.runs', 'id'), 260000)");
    const { rows: runs } = await database.query<{ id: number }>(
      `INSERT INTO lastedit.runs (recipe, status, order_key, order_name) VALUES ('edit', 'waiting', 'shop:far', '#77777')
       RETURNING id`,
    );
    const runId = runs[0]?.id ?? 0;
    expect(runId).toBe(260_001);
    await database.query(
      `INSERT INTO lastedit.events (run_id, payload, payload_sealed, emitted_at) VALUES ($1, '{}', 'v1:x', now())`,
      [runId],
    );
    const ends = async () => (await listRunPartitions(database)).map(({ endRun }) => endRun);
    expect(await ends()).toEqual([200_000, 100_000]);
    expect(await database.transaction(addRunPartitions)).toBe(1);
    // Behind the run that lies in the default partition already.
    expect(await listRunPartitions(database)).toEqual([
      { firstRun: 300_000, endRun: 400_000 },
      { firstRun: 100_000, endRun: 200_000 },
      { firstRun: 0, endRun: 100_000 },
    ]);
    expect(await database.transaction(addRunPartitions)).toBe(0);
    expect((await findRun(database, runId))?.events).toHaveLength(1);
    expect(await ids({ text: "77777" })).toEqual([runId]);
  });

  test("tells what the sweep did per day, also once its runs are gone; a day that goes on is counted anew", async () => {
    const addLook = async (daysAgo: number, status: string, outcome: string | null, raised: unknown[]) => {
      const { rows } = await database.query<{ id: number }>(
        `INSERT INTO lastedit.runs (recipe, status, order_key, fold, outcome, queued_at, finished_at)
         SELECT 'sweep', $2, 'shop:sweep', false, $3, at, CASE WHEN $2 <> 'waiting' THEN at END
         FROM (SELECT date_trunc('day', now(), 'UTC') - $1::int * interval '1 day' AS at) AS queued RETURNING id`,
        [daysAgo, status, outcome],
      );
      await database.query(
        `INSERT INTO lastedit.run_steps (run_id, position, namespace, uses, writes, attempt, status, output, started_at)
         VALUES ($1, 0, 'look', 'peoplevox-check-sync-gaps@0.1.0', false, 1, 'succeeded', NULL, now()),
           ($1, 1, 'record', 'lastedit-record-sync-gaps@0.1.0', true, 1, 'succeeded', $2, now())`,
        [rows[0]?.id, JSON.stringify({ returnValue: { raised } })],
      );
    };
    await addLook(3, "succeeded", "repaired", []);
    await addLook(3, "failed", null, ["a", "b"]);
    await addLook(2, "waiting", null, []);
    await addLook(0, "succeeded", "in-sync", ["c"]);
    const figures = async () =>
      (await gapDays(database, 30)).map((day) => [day.looks, day.repaired, day.raised, day.failed]);
    expect(await figures()).toEqual([
      [1, 0, 1, 0],
      [1, 0, 0, 0],
      [2, 1, 2, 1],
    ]);
    await database.query("DELETE FROM lastedit.runs WHERE recipe = 'sweep' AND status <> 'waiting'");
    await addLook(0, "succeeded", "repaired", []);
    await database.query(
      "UPDATE lastedit.runs SET status = 'failed', finished_at = now() WHERE recipe = 'sweep' AND status = 'waiting'",
    );
    expect(await figures()).toEqual([
      [1, 1, 0, 0],
      [1, 0, 0, 1],
      [2, 1, 2, 1],
    ]);
  });
});
