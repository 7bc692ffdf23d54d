import { expect, test } from "@jest/globals";
import { playAfternoon } from "./busy-afternoon.ts";

// Every moment of a kill: bench/kill-matrix.ts.
test("killing the process five times at work changes nothing about how it ends", async () => {
  const { silent, stale, changedAfterPicking, severalReleasable, ...end } = await playAfternoon({
    seed: 20_261_125,
    orders: 100,
    edits: 150,
    kills: 5,
  });
  process.stdout.write(`  killed afternoon: ${JSON.stringify(end)}\n`);
  expect({ silent, stale, changedAfterPicking, severalReleasable }).toEqual({
    silent: [],
    stale: [],
    changedAfterPicking: [],
    severalReleasable: [],
  });
  expect(end).toMatchObject({ kills: 5 });
  expect(end.inSync).toBeGreaterThan(0);
}, 420_000);
