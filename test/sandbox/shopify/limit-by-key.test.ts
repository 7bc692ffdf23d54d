import { expect, test } from "@jest/globals";
import { createLimitByKey } from "../../../sandbox/shopify/webhooks/limit-by-key.ts";

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("runs at most so many of one key at once, all of them, in order; other keys do not wait", async () => {
  const run = createLimitByKey(2);
  const begun: string[] = [];
  let [running, most] = [0, 0];
  const task = (name: string) => async () => {
    begun.push(name);
    most = Math.max(most, ++running);
    await turn();
    running--;
  };
  const hang = new Promise<void>(() => undefined);
  void run(1, () => hang);
  void run(1, () => hang);
  void run(1, task("never"));
  await Promise.all(["a", "b", "c", "d", "e"].map((name) => run(2, task(name))));
  expect(begun).toEqual(["a", "b", "c", "d", "e"]);
  expect(most).toBe(2);
});

test("a task that fails frees its place", async () => {
  const run = createLimitByKey(1);
  await expect(run(1, () => Promise.reject(new Error("refused")))).rejects.toThrow("refused");
  await expect(run(1, () => Promise.resolve())).resolves.toBeUndefined();
});
