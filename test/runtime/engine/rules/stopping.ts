import { expect, test } from "@jest/globals";
import type { Database } from "../../../../runtime/store/database.ts";
import { listRuns } from "../../../../runtime/store/runs/read-runs.ts";
import { ORDER, openEngine, recipe, step } from "../engine-fixture.ts";
import type { EngineFixture } from "../engine-fixture.ts";

/** How the engine stops. */
export function stopping(fixture: () => EngineFixture): void {
  test("hands a running run back when it stops, and continues it from the finished steps", async () => {
    const calls = { write: 0 };
    let release = () => {};
    const blocked = new Promise<void>((resolve) => (release = resolve));
    const reached = Promise.withResolvers<undefined>();
    const long = recipe([
      step("write", () => ++calls.write, { writes: true }),
      step("wait", async () => {
        reached.resolve(undefined);
        await blocked;
      }),
    ]);
    fixture().engine.start();
    const id = await fixture().emit(long, ORDER);
    await reached.promise;
    await fixture().engine.stop(20);
    const [handedBack] = await listRuns(fixture().database);
    expect(handedBack).toMatchObject({ id, status: "waiting", attempt: 1, failures: 0 });
    release();
    const again = await openEngine(fixture().database, { vault: fixture().vault, recipe: () => long });
    again.engine.start();
    expect((await again.ended(id)).run).toMatchObject({ status: "succeeded", attempt: 2 });
    expect(calls.write).toBe(1);
    await again.engine.stop(0);
    await again.queue.stop();
  });

  test("begins no write in a run that another process has taken over meanwhile, as when it wakes up from being frozen", async () => {
    const calls = { write: 0 };
    const { database } = fixture();
    const taken = Promise.withResolvers<undefined>();
    const frozen = recipe([
      step("look", async () => {
        await database.query("UPDATE lastedit.runs SET attempt = attempt + 1");
        taken.resolve(undefined);
      }),
      step("write", () => ++calls.write, { writes: true }),
    ]);
    fixture().engine.start();
    await fixture().emit(frozen, ORDER);
    await taken.promise;
    await fixture().engine.stop(5_000);
    expect(calls.write).toBe(0);
    const { rows } = await database.query("SELECT namespace FROM lastedit.run_steps");
    expect(rows).toEqual([{ namespace: "look" }]);
  });

  test("stops in time although the database answers slowly, then not at all; the run's claim is left to lapse", async () => {
    let looks = 0;
    let answers: "slowly" | "never" = "slowly";
    const never = new Promise<never>(() => undefined);
    const troubled: Database = {
      ...fixture().database,
      async query(sql, params) {
        if (sql.includes("lastedit.breakers")) looks += 1;
        await (answers === "never" ? never : new Promise((resolve) => setTimeout(resolve, 50)));
        return fixture().database.query(sql, params);
      },
      transaction: (work) => (answers === "never" ? never : fixture().database.transaction(work)),
    };
    const troubles: string[] = [];
    const other = await openEngine(fixture().database, {
      database: troubled,
      lookEveryMs: 1,
      handBackMs: 200,
      onTrouble: (message) => troubles.push(message),
    });
    const reached = Promise.withResolvers<undefined>();
    const long = recipe([
      step("wait", async () => {
        reached.resolve(undefined);
        await never;
      }),
    ]);
    other.recipes.set(long.name, long);
    other.engine.start();
    const began = performance.now();
    await other.emit(long, ORDER);
    await reached.promise;
    // Each look asks twice, 50 ms each.
    expect(looks).toBeLessThanOrEqual(2 + (performance.now() - began) / 50);
    answers = "never";
    const stopped = performance.now();
    await other.engine.stop(50);
    const tookMs = performance.now() - stopped;
    expect(tookMs).toBeGreaterThan(240);
    expect(tookMs).toBeLessThan(3_000);
    expect(troubles).toEqual([expect.stringContaining("1 run could not be handed back")]);
    expect(await other.queue.putBackOrphans()).toBe(1);
    await other.queue.stop();
  });
}
