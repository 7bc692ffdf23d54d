import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { openRunQueue } from "../../../runtime/engine/run-queue.ts";
import type { RunQueue } from "../../../runtime/engine/run-queue.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { migrate } from "../../../runtime/store/migrations/migrate.ts";
import { TEST_DATABASES } from "../store/open-test-databases.ts";

describe.each(TEST_DATABASES)("the queue of runs on $name", ({ open }) => {
  let database: Database;
  let queue: RunQueue;

  beforeAll(async () => {
    database = await open();
    await migrate(database);
    queue = await openRunQueue(database);
  });
  beforeEach(() => database.exec("DELETE FROM lastedit_queue.job"));
  afterEach(() => database.exec("DELETE FROM lastedit_queue.job"));
  afterAll(async () => {
    await queue.stop();
    await database.close();
  });

  const enqueue = (runId: number, orderKey: string, dueAt: Date | null = null) =>
    database.transaction((tx) => queue.enqueue(tx, { runId, orderKey, dueAt }));

  test("forgets a job whose transaction is rolled back", async () => {
    const failed = database.transaction(async (tx) => {
      await queue.enqueue(tx, { runId: 1, orderKey: "a", dueAt: null });
      throw new Error("no");
    });
    await expect(failed).rejects.toThrow("no");
    expect(await queue.claim(5)).toEqual([]);
  });

  test("hands out one run per order at a time, the oldest first", async () => {
    await enqueue(1, "a");
    await enqueue(2, "a");
    await enqueue(3, "b");
    const first = await queue.claim(5);
    expect(first.map(({ runId }) => runId).sort()).toEqual([1, 3]);
    expect(await queue.claim(5)).toEqual([]);
    await database.transaction((tx) =>
      queue.done(
        tx,
        first.find(({ runId }) => runId === 1)!,
      ),
    );
    expect((await queue.claim(5)).map(({ runId }) => runId)).toEqual([2]);
  });

  test("holds back later runs of an order while an earlier one waits to be tried again", async () => {
    await enqueue(1, "a");
    await enqueue(2, "a");
    const [claim] = await queue.claim(1);
    await database.transaction((tx) => queue.putBack(tx, claim!, 2_000));
    expect(await queue.claim(5)).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 2_050));
    expect((await queue.claim(5)).map(({ runId }) => runId)).toEqual([1]);
  });

  test("does not hand out a run before it is due", async () => {
    await enqueue(1, "a", new Date(Date.now() + 300));
    expect(await queue.claim(5)).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 350));
    expect(await queue.claim(5)).toHaveLength(1);
  });

  test("puts back at once what a killed process had claimed, and lets the old claim end nothing", async () => {
    await enqueue(1, "a");
    const [lapsed] = await queue.claim(1);
    expect(await queue.putBackOrphans()).toBe(1);
    const [current] = await queue.claim(1);
    expect(current?.runId).toBe(1);
    await expect(database.transaction((tx) => queue.done(tx, lapsed!))).rejects.toMatchObject({ code: "claim-lost" });
    await expect(database.transaction((tx) => queue.putBack(tx, lapsed!, 0))).rejects.toMatchObject({
      code: "claim-lost",
    });
    expect(await queue.keepAlive([lapsed!, current!])).toEqual([1]);
    expect(await queue.keepAlive([current!])).toEqual([]);
    await database.transaction((tx) => queue.done(tx, current!));
  });
});
