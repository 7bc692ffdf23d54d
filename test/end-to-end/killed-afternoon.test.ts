import { expect, test } from "@jest/globals";
import { playAfternoon } from "./busy-afternoon.ts";

test("killing the process ten times in between changes nothing about how it ends", async () => {
  const { silent, stale, changedAfterPicking, severalReleasable, ...end } = await playAfternoon({
    seed: 20_261_125,
    orders: 200,
    edits: 300,
    kills: 10,
  });
  process.stdout.write(`  killed afternoon: ${JSON.stringify(end)}\n`);
  expect({ silent, stale, changedAfterPicking, severalReleasable }).toEqual({
    silent: [],
    stale: [],
    changedAfterPicking: [],
    severalReleasable: [],
  });
  expect(end).toMatchObject({ kills: 10 });
}, 420_000);
