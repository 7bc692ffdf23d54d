import { expect, test } from "@jest/globals";
import { listRuns } from "../../../../runtime/store/runs/read-runs.ts";
import { ORDER, recipe, step } from "../engine-fixture.ts";
import type { EngineFixture } from "../engine-fixture.ts";

/** How events become runs, and runs of one order follow each other. */
export function runsPerOrder(fixture: () => EngineFixture): void {
  test("folds events for an order whose run has not begun into one run with the latest event", async () => {
    const seen: unknown[] = [];
    const one = recipe([step("look", ({ steps }) => seen.push((steps["trigger"] as { event: unknown }).event))]);
    const first = await fixture().emit(one, { ...ORDER, edit: 1 });
    const second = await fixture().emit(one, { ...ORDER, edit: 2 });
    const other = await fixture().emit(one, { ...ORDER, orderId: "13", orderName: "#1002" });
    expect(second).toBe(first);
    expect(other).not.toBe(first);
    fixture().engine.start();
    const { run, events } = await fixture().ended(first);
    await fixture().ended(other);
    expect(run.events).toBe(2);
    expect(events).toHaveLength(2);
    expect(seen).toContainEqual({ ...ORDER, edit: 2 });
    expect(seen).toHaveLength(2);
  });

  test("keeps every event apart for a recipe that does not fold", async () => {
    const each = recipe([step("count", () => 1)], { fold: false });
    const ids = [await fixture().emit(each, ORDER), await fixture().emit(each, ORDER)];
    expect(ids[0]).not.toBe(ids[1]);
  });

  test("folds simultaneous events of one order into one run", async () => {
    const one = recipe([step("look", () => 1)]);
    const ids = await Promise.all(Array.from({ length: 10 }, (_, edit) => fixture().emit(one, { ...ORDER, edit })));
    expect(new Set(ids).size).toBe(1);
    const [run] = await listRuns(fixture().database);
    expect(run?.events).toBe(10);
  });

  test("runs one run per order at a time, in the order they came, and others side by side", async () => {
    let open = 0;
    let most = 0;
    const perOrder = new Map<string, number>();
    const sequence: string[] = [];
    let overlapped = false;
    const slow = recipe(
      [
        step("work", async ({ steps }) => {
          const { orderName, edit } = (steps["trigger"] as { event: { orderName: string; edit: number } }).event;
          overlapped ||= (perOrder.get(orderName) ?? 0) > 0;
          perOrder.set(orderName, 1);
          most = Math.max(most, ++open);
          await new Promise((resolve) => setTimeout(resolve, 100));
          sequence.push(`${orderName}/${edit}`);
          perOrder.set(orderName, 0);
          open--;
        }),
      ],
      { fold: false },
    );
    const ids: number[] = [];
    for (let edit = 0; edit < 3; edit++)
      for (let order = 0; order < 8; order++)
        ids.push(await fixture().emit(slow, { shop: "s", orderName: `#${order}`, edit }));
    fixture().engine.start();
    await Promise.all(ids.map((id) => fixture().ended(id)));
    expect(overlapped).toBe(false);
    expect(most).toBeGreaterThanOrEqual(4);
    for (let order = 0; order < 8; order++) {
      expect(sequence.filter((entry) => entry.startsWith(`#${order}/`))).toEqual(
        [0, 1, 2].map((edit) => `#${order}/${edit}`),
      );
    }
  });
}
