import { expect, test } from "@jest/globals";
import { playAfternoon } from "./busy-afternoon.ts";

test("after 200 orders and 300 edits with unreliable webhooks, every order is in sync or has an exception that says why not", async () => {
  const { silent, stale, changedAfterPicking, severalReleasable, ...end } = await playAfternoon({
    seed: 20_261_124,
    orders: 200,
    edits: 300,
    kills: 0,
  });
  process.stdout.write(`  busy afternoon: ${JSON.stringify(end)}\n`);
  expect({ silent, stale, changedAfterPicking, severalReleasable }).toEqual({
    silent: [],
    stale: [],
    changedAfterPicking: [],
    severalReleasable: [],
  });
  expect(end.inSync).toBeGreaterThan(100);
}, 420_000);
