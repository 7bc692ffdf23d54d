import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Database } from "../../runtime/store/database.ts";
import { migrate } from "../../runtime/store/migrations/migrate.ts";
import { acceptEvent } from "../../runtime/store/runs/accept-event.ts";
import type { Acceptance, AcceptedEvent } from "../../runtime/store/runs/accept-event.ts";
import { findRun, readEvent } from "../../runtime/store/runs/read-runs.ts";
import { beginRun, endRun, putRunBack, recordStepEnd } from "../../runtime/store/runs/run-progress.ts";
import type { StepEnd } from "../../runtime/store/runs/run-progress.ts";
import { beginWritingStep } from "../../runtime/engine/begin-step.ts";
import { createVault } from "../../runtime/store/vault.ts";
import { TEST_DATABASES } from "../runtime/store/open-test-databases.ts";

const vault = createVault(Buffer.alloc(32, 1));
const STARTED = new Date("2026-11-24T10:00:00Z");
const DONE: StepEnd = {
  ...{ status: "succeeded", input: '{"a":1}', output: '{"b":2}', summary: "done", logs: "[]", error: null },
  checkpoint: { returnValue: { n: 1 }, exports: {}, exited: null, summary: "done" },
  finishedAt: STARTED,
};

describe.each(TEST_DATABASES)("the run store on $name", ({ open }) => {
  let database: Database;

  beforeAll(async () => {
    database = await open();
    await migrate(database);
  });

  afterAll(() => database.close());

  const accept = (orderKey: string, event: object, differs: Partial<AcceptedEvent> = {}): Promise<Acceptance> =>
    database.transaction((tx) =>
      acceptEvent(tx, {
        ...{ recipe: "edit", sourceId: null, orderKey, orderName: "#1", orderId: "1", fold: true, replayOf: null },
        ...{ lane: "-", connections: [], needs: 1 },
        event: { id: "e", name: "updated", summary: "changed", ts: STARTED.getTime(), deliverAt: null },
        shown: JSON.stringify(event),
        sealed: vault.seal(JSON.stringify(event)),
        ...differs,
      }),
    );
  const begin = (id: number) => database.transaction((tx) => beginRun(tx, vault, id, "hash"));
  const step = (runId: number, namespace: string) =>
    ({ runId, position: 0, namespace, uses: "a@1", writes: true, attempt: 1, startedAt: STARTED }) as const;

  test("events of one order that arrive at the same moment open one run, with the latest as its event", async () => {
    const accepted = await Promise.all(Array.from({ length: 8 }, (_, n) => accept("s:same", { n })));
    const [{ runId }] = accepted as [Acceptance];
    expect(new Set(accepted.map((each) => each.runId)).size).toBe(1);
    expect(accepted.filter(({ folded }) => !folded)).toHaveLength(1);
    const found = await findRun(database, runId);
    expect(found?.run).toMatchObject({ events: 8, status: "waiting", orderName: "#1" });
    const latest = found?.events.at(-1)?.payload;
    expect((await begin(runId))?.event).toEqual(latest);
    expect(await readEvent(database, vault, runId)).toEqual(latest);
  });

  test("other orders, other recipes, what must not fold, and what comes after the begin each get a run", async () => {
    const first = await accept("s:a", {});
    const others = [
      await accept("s:b", {}),
      await accept("s:a", {}, { recipe: "other" }),
      await accept("s:a", {}, { fold: false }),
    ];
    await begin(first.runId);
    others.push(await accept("s:a", {}));
    const ids = [first, ...others].map(({ runId }) => runId);
    expect(new Set(ids).size).toBe(5);
  });

  test("an event whose transaction fails leaves no run behind", async () => {
    const failed = database.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO lastedit.runs (recipe, status, order_key) VALUES ('edit', 'waiting', 's:rolled-back')`,
      );
      throw new Error("the job was not queued");
    });
    await expect(failed).rejects.toThrow("the job was not queued");
    const { rows } = await database.query("SELECT id FROM lastedit.runs WHERE order_key = 's:rolled-back'");
    expect(rows).toEqual([]);
  });

  test("a run that a killed process left is continued: what finished is there, what had begun is interrupted", async () => {
    const { runId } = await accept("s:killed", {});
    await begin(runId);
    const row = await beginWritingStep(database, step(runId, "read"));
    await recordStepEnd(database, vault, step(runId, "read"), DONE, row);
    await beginWritingStep(database, step(runId, "write"));
    const again = await begin(runId);
    expect(again?.run.attempt).toBe(2);
    expect(again?.earlierSteps).toMatchObject([
      { namespace: "read", status: "succeeded", checkpoint: { returnValue: { n: 1 } } },
      { namespace: "write", status: "interrupted", checkpoint: null },
    ]);
  });

  test("a run that is put back counts a failure only when it failed, and an ended one never begins again", async () => {
    const { runId } = await accept("s:back", {});
    const error = { message: "away", code: "x", retry: "safe", effect: "nothing-sent" } as const;
    for (const kind of ["failed", "waiting", "handed-back"] as const) {
      await begin(runId);
      await database.transaction((tx) => putRunBack(tx, runId, 0, kind === "handed-back" ? { kind } : { kind, error }));
    }
    const run = (await begin(runId))?.run;
    expect(run).toMatchObject({ attempt: 4, failures: 1, waits: 1 });
    await recordStepEnd(database, vault, step(runId, "read"), DONE, null);
    await database.transaction((tx) => endRun(tx, runId, { status: "succeeded", outcome: "changed", summary: "fine" }));
    expect(await begin(runId)).toBeNull();
    expect((await findRun(database, runId))?.run).toMatchObject({ status: "succeeded", outcome: "changed" });
    // What was kept only to continue it is gone.
    const { rows } = await database.query(
      "SELECT count(*)::int AS kept FROM lastedit.run_steps WHERE run_id = $1 AND checkpoint_sealed IS NOT NULL",
      [runId],
    );
    expect(rows).toEqual([{ kept: 0 }]);
  });
});
