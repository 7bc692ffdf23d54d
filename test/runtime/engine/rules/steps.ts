import { expect, test } from "@jest/globals";
import { ORDER, recipe, step } from "../engine-fixture.ts";
import type { EngineFixture } from "../engine-fixture.ts";

/** How the steps of a run follow each other. */
export function steps(fixture: () => EngineFixture): void {
  test("runs the steps in order, each seeing the results before it, and tells the story", async () => {
    const simple = recipe([
      step("order", ({ steps }) => ({ id: (steps["trigger"] as { event: { orderId: string } }).event.orderId })),
      step(
        "save",
        ({ $, props }) => {
          $.export("$summary", "Saved Sales Order 1001");
          $.export("rows", 2);
          return { outcome: "applied", from: props["input"] };
        },
        {
          writes: true,
          props: ({ steps }) => ({ input: (steps["order"] as { $return_value: { id: string } }).$return_value.id }),
        },
      ),
    ]);
    fixture().engine.start();
    const { run, steps } = await fixture().ended(await fixture().emit(simple, ORDER));
    expect(run).toMatchObject({
      status: "succeeded",
      outcome: "applied",
      summary: "Saved Sales Order 1001",
      orderName: "#1001",
      attempt: 1,
    });
    expect(steps.map(({ namespace, status, input, output }) => [namespace, status, input, output])).toEqual([
      ["order", "succeeded", {}, { returnValue: { id: "12" }, exports: {} }],
      [
        "save",
        "succeeded",
        { input: "12" },
        { returnValue: { outcome: "applied", from: "12" }, exports: { $summary: "Saved Sales Order 1001", rows: 2 } },
      ],
    ]);
  });

  test("skips a disabled step and one whose condition is not met, and ends at $.flow.exit", async () => {
    const ran: string[] = [];
    const branching = recipe([
      step("off", () => ran.push("off"), { disabled: true }),
      step("unwanted", () => ran.push("unwanted"), { isWanted: () => false }),
      step("leave", ({ $ }) => {
        $.flow.exit("Already in sync.");
      }),
      step("after", () => ran.push("after")),
    ]);
    fixture().engine.start();
    const { run, steps } = await fixture().ended(await fixture().emit(branching, ORDER));
    expect(ran).toEqual([]);
    expect(run).toMatchObject({ status: "succeeded", outcome: "nothing-to-do", summary: "Already in sync." });
    expect(steps.map(({ namespace, status }) => `${namespace} ${status}`)).toEqual([
      "off skipped",
      "unwanted skipped",
      "leave succeeded",
    ]);
  });

  test("goes on after a step marked continue has failed for good, and lets later steps see its error", async () => {
    let tries = 0;
    let seen: unknown;
    const lenient = recipe([
      step(
        "mail",
        () => {
          tries++;
          throw new Error("no mail server");
        },
        { onError: "continue" },
      ),
      step("after", ({ steps }) => {
        seen = steps["mail"];
      }),
    ]);
    fixture().engine.start();
    const { run } = await fixture().ended(await fixture().emit(lenient, ORDER));
    expect([run.status, tries]).toEqual(["succeeded", 3]);
    expect(seen).toEqual({ $error: { message: "no mail server", code: "step-failed" } });
    expect(fixture().exceptions).toEqual([]);
  });

  test("ends a step that takes too long, says whether it may have changed something, and tries again", async () => {
    let calls = 0;
    const slow = recipe([
      step("save", () => (++calls === 1 ? new Promise(() => undefined) : "done"), { writes: true, timeoutMs: 60 }),
    ]);
    fixture().engine.start();
    const { run, steps } = await fixture().ended(await fixture().emit(slow, ORDER));
    expect(run.status).toBe("succeeded");
    expect(steps[0]).toMatchObject({
      status: "failed",
      error: { code: "step-timeout", effect: "unknown", retry: "only-after-checking" },
    });
  });

  test("fails a run whose recipe is not installed, and says so", async () => {
    const gone = recipe([], { name: "gone" });
    const id = await fixture().emit(gone, ORDER);
    fixture().recipes.delete("gone");
    fixture().engine.start();
    expect((await fixture().ended(id)).run).toMatchObject({ status: "failed", error: { code: "recipe-missing" } });
  });
}
