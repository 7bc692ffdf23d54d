import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { FastifyInstance } from "fastify";
import type { PauseUrls } from "../../../../runtime/component-host/flow-control.ts";
import { addFlowRoutes } from "../../../../runtime/engine/flow/flow-routes.ts";
import { startFlowKeeper } from "../../../../runtime/engine/flow/flow-keeper.ts";
import type { FlowKeeper } from "../../../../runtime/engine/flow/flow-keeper.ts";
import type { FlowServices } from "../../../../runtime/engine/flow/flow-services.ts";
import { pausedRuns } from "../../../../runtime/engine/flow/paused-runs.ts";
import { createHookServer } from "../../../../runtime/ingress/hook-server.ts";
import type { Database } from "../../../../runtime/store/database.ts";
import { findRun } from "../../../../runtime/store/runs/read-runs.ts";
import { TEST_DATABASES } from "../../store/open-test-databases.ts";
import { openEngine, recipe } from "../engine-fixture.ts";
import type { EngineFixture } from "../engine-fixture.ts";
import { flowStep } from "./flow-steps.ts";

const HOUR_MS = 3_600_000;
let order = 0;
/** An order of its own for each run. */
const newOrder = (): object => ({ shop: "demo", orderId: String(++order), orderName: `#${order}` });

describe.each(TEST_DATABASES)("on $name", ({ open }) => {
  let database: Database;
  let fixture: EngineFixture;
  let server: FastifyInstance;
  let keeper: FlowKeeper;
  let url: string;
  const flow: FlowServices = {
    publicUrl: () => url,
    startRecipe: (name, event) =>
      fixture.intake.start(fixture.recipes.get(name)!, event, { sourceId: null, replayOf: null }),
  };

  beforeAll(async () => {
    database = await open();
  });

  beforeEach(async () => {
    fixture = await openEngine(database, { flow });
    const runs = pausedRuns({ ...fixture, wake: () => fixture.engine.wake() });
    server = createHookServer({
      deliver: () => undefined,
      checkHealth: () => Promise.resolve(),
      status: () => Promise.resolve({}),
    });
    addFlowRoutes(server, runs);
    url = await server.listen({ host: "127.0.0.1", port: 0 });
    keeper = startFlowKeeper({
      duties: [() => runs.attend()],
      everyMs: 20,
      onTrouble: (message, cause) => {
        throw new Error(message, { cause });
      },
    });
    fixture.engine.start();
  });

  afterEach(async () => {
    await keeper.stop();
    await server.close();
    await fixture.close();
  });
  afterAll(() => database.close());

  /** Waits until the run's one paused step has given out its addresses, and the worker has let go of it. */
  async function paused(runId: number, namespace: string): Promise<PauseUrls> {
    for (;;) {
      const { rows } = await database.query("SELECT 1 FROM lastedit.paused_runs WHERE run_id = $1", [runId]);
      const detail = await findRun(database, runId);
      const output = detail?.steps.findLast((each) => each.namespace === namespace)?.output;
      if (rows.length > 0 && output !== undefined) return (output as { returnValue: PauseUrls }).returnValue;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  const kept = async (): Promise<unknown[]> => (await database.query("SELECT run_id FROM lastedit.paused_runs")).rows;

  test("a delayed run goes on with the next step after its time, with the results from before, and takes no step twice", async () => {
    const taken: string[] = [];
    let startedAt = 0;
    const delayed = recipe([
      flowStep("read", () => taken.push("read")),
      flowStep("wait", ({ $ }) => {
        taken.push("wait");
        startedAt = Date.now();
        $.flow.delay(150);
        return { before: "the pause" };
      }),
      flowStep("after", ({ steps }) => {
        taken.push("after");
        return { waitedMs: Date.now() - startedAt, seen: steps["wait"] };
      }),
    ]);
    const { run, steps } = await fixture.ended(await fixture.emit(delayed, newOrder()));
    expect(run.status).toBe("succeeded");
    expect(taken).toEqual(["read", "wait", "after"]);
    const { waitedMs, seen } = (steps.at(-1)?.output as { returnValue: { waitedMs: number; seen: unknown } })
      .returnValue;
    expect(waitedMs).toBeGreaterThanOrEqual(150);
    expect(seen).toEqual({ $return_value: { before: "the pause" } });
  });

  test("a suspended run waits without a worker and without holding up its order, and goes on with what resumed it", async () => {
    const approve = recipe([
      flowStep("ask", ({ $ }) => $.flow.suspend(HOUR_MS)),
      flowStep("approved", ({ steps }) => {
        const { method, body, query } = steps["ask"]?.$resume_data as { method: string; body: unknown; query: unknown };
        return { method, body, query };
      }),
    ]);
    const event = newOrder();
    const runId = await fixture.emit(approve, event);
    const { resume_url } = await paused(runId, "ask");
    expect(fixture.engine.inFlight).toBe(0);
    const other = recipe([flowStep("only", () => "done")], { name: "other" });
    expect((await fixture.ended(await fixture.emit(other, event))).run.status).toBe("succeeded");

    const wrong = await fetch(`${url}/resume/${"A".repeat(43)}`);
    expect(wrong.status).toBe(404);
    const response = await fetch(`${resume_url}?by=ann`, { method: "POST", body: JSON.stringify({ ok: true }) });
    expect(await response.json()).toEqual({ resumed: true });
    const { run, steps } = await fixture.ended(runId);
    expect(run.status).toBe("succeeded");
    expect(steps.map(({ namespace }) => namespace)).toEqual(["ask", "approved"]);
    expect(steps.at(-1)?.output).toMatchObject({
      returnValue: { method: "POST", body: { ok: true }, query: { by: "ann" } },
    });
    expect((await fetch(resume_url)).status).toBe(404);
    while ((await kept()).length > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  });

  test("what is kept of a paused run is sealed, and its address cannot be read from the database", async () => {
    const secret = recipe([flowStep("ask", ({ $ }) => $.flow.suspend(HOUR_MS)), flowStep("next", () => 1)]);
    const runId = await fixture.emit(secret, { ...newOrder(), note: "for my aunt" });
    const { resume_url, cancel_url } = await paused(runId, "ask");
    const text = JSON.stringify((await database.query("SELECT * FROM lastedit.paused_runs")).rows);
    expect(text).not.toContain(resume_url.split("/").at(-1));
    expect(text).not.toContain("aunt");
    await fetch(cancel_url);
    expect((await fixture.ended(runId)).run).toMatchObject({
      status: "cancelled",
      summary: 'Paused at the step "ask" and cancelled by its cancel address.',
    });
    expect((await fetch(resume_url)).status).toBe(404);
  });

  test("a suspended run that nobody resumes in time is cancelled, and its next step never runs", async () => {
    const forgotten = recipe([flowStep("ask", ({ $ }) => void $.flow.suspend(30)), flowStep("next", () => 1)]);
    const { run, steps } = await fixture.ended(await fixture.emit(forgotten, newOrder()));
    expect(run).toMatchObject({ status: "cancelled", summary: expect.stringContaining("nobody resumed it in time") });
    expect(steps).toHaveLength(1);
  });

  test("a rerun step runs again with its context until it is content or has had its retries, then the next step runs", async () => {
    const polling = (stopAt: number): ReturnType<typeof recipe> =>
      recipe([
        flowStep("poll", ({ $ }) => {
          const { runs, context } = $.context.run;
          if (runs < stopAt) $.flow.rerun(10, { last: runs }, 3);
          return { runs, context };
        }),
        flowStep("next", ({ $, steps }) => ({ polled: steps["poll"]?.$return_value, own: $.context.run.runs })),
      ]);
    const content = await fixture.ended(await fixture.emit(polling(3), newOrder()));
    expect(content.steps.map(({ namespace }) => namespace)).toEqual(["poll", "poll", "poll", "next"]);
    expect(content.steps.at(-1)?.output).toMatchObject({
      returnValue: { polled: { runs: 3, context: { last: 2 } }, own: 1 },
    });
    // Three retries after the first run.
    const givenUp = await fixture.ended(await fixture.emit(polling(99), newOrder()));
    expect(givenUp.run.status).toBe("succeeded");
    expect(givenUp.steps.map(({ namespace }) => namespace)).toEqual(["poll", "poll", "poll", "poll", "next"]);
  });

  test("calling a rerun's resume address runs the step again at once, with the request", async () => {
    const callback = recipe([
      flowStep("job", ({ $ }) => {
        const request = $.context.run.callback_request as { body: unknown } | undefined;
        return request === undefined ? $.flow.rerun(HOUR_MS) : { told: request.body };
      }),
    ]);
    const runId = await fixture.emit(callback, newOrder());
    const { resume_url } = await paused(runId, "job");
    await fetch(resume_url, { method: "PUT", body: '{"job":"done"}' });
    const { steps } = await fixture.ended(runId);
    expect(steps.at(-1)?.output).toMatchObject({ returnValue: { told: { job: "done" } } });
  });

  test("exit ends the run although the step also asked for a pause", async () => {
    const both = recipe([
      flowStep("both", ({ $ }) => {
        $.flow.suspend(HOUR_MS);
        $.flow.exit("nothing to approve");
      }),
      flowStep("next", () => 1),
    ]);
    const { run, steps } = await fixture.ended(await fixture.emit(both, newOrder()));
    expect(run).toMatchObject({ status: "succeeded", summary: "nothing to approve" });
    expect(steps).toHaveLength(1);
  });

  test("a failure after a pause is tried again from the pause on, never from before it", async () => {
    const taken: string[] = [];
    const flaky = recipe([
      flowStep("read", () => taken.push("read")),
      flowStep("wait", ({ $ }) => {
        taken.push("wait");
        $.flow.delay(10);
      }),
      flowStep(
        "save",
        () => {
          taken.push("save");
          if (taken.filter((each) => each === "save").length < 3) throw new Error("the warehouse is away");
        },
        { writes: false },
      ),
    ]);
    const { run } = await fixture.ended(await fixture.emit(flaky, newOrder()));
    expect(run.status).toBe("succeeded");
    expect(taken).toEqual(["read", "wait", "save", "save", "save"]);
  });

  test("a crash after the step is stored and before the pause is, pauses the run all the same", async () => {
    const approve = recipe([
      flowStep("ask", ({ $ }) => $.flow.suspend(HOUR_MS), { writes: true }),
      flowStep("next", () => 1),
    ]);
    const runId = await fixture.emit(approve, newOrder());
    const { resume_url } = await paused(runId, "ask");
    // As the database stands after such a crash: the step's end is stored, the pause is not, the run is due again.
    await database.transaction(async (tx) => {
      await tx.query("DELETE FROM lastedit.paused_runs WHERE run_id = $1", [runId]);
      await tx.query("UPDATE lastedit.runs SET status = 'running', put_back = NULL WHERE id = $1", [runId]);
      await fixture.queue.enqueue(tx, { runId, orderKey: "demo:again", dueAt: null });
    });
    fixture.engine.wake();
    await paused(runId, "ask");
    expect((await fetch(resume_url)).status).toBe(200);
    const { run, steps } = await fixture.ended(runId);
    expect(run.status).toBe("succeeded");
    expect(steps.map(({ namespace }) => namespace)).toEqual(["ask", "next"]);
  });

  test("a run whose paused step is gone from the recipe fails and tells a person, and runs nothing more", async () => {
    const before = recipe([flowStep("ask", ({ $ }) => $.flow.suspend(HOUR_MS)), flowStep("next", () => 1)]);
    const runId = await fixture.emit(before, newOrder());
    const { resume_url } = await paused(runId, "ask");
    fixture.recipes.set(before.name, recipe([flowStep("other", () => 1)]));
    await fetch(resume_url);
    const { run, steps } = await fixture.ended(runId);
    expect(run).toMatchObject({ status: "failed", error: { code: "paused-step-gone" } });
    expect(steps.map(({ namespace }) => namespace)).toEqual(["ask"]);
    expect(fixture.exceptions).toHaveLength(1);
  });

  test("$.flow.trigger starts a run of another recipe with the payload as its event", async () => {
    const target = recipe([flowStep("see", ({ steps }) => (steps["trigger"] as { event: unknown }).event)], {
      name: "target",
    });
    fixture.recipes.set("target", target);
    const caller = recipe([flowStep("call", ({ $ }) => $.flow.trigger("target", { ...newOrder(), x: 1 }))]);
    const { steps } = await fixture.ended(await fixture.emit(caller, newOrder()));
    const { id } = (steps[0]?.output as { returnValue: { id: number } }).returnValue;
    expect((await fixture.ended(id)).steps[0]?.output).toMatchObject({ returnValue: { x: 1 } });
  });
});
