import { expect, test } from "@jest/globals";
import { startLastEdit } from "./season/lastedit-flow.ts";
import { playSeason } from "./season/play-season.ts";

test("after a season of 200 orders nothing differs in silence, nothing is sent twice, and the returns bench awaits what comes back", async () => {
  const end = await playSeason({ seed: 20_261_124, orders: 200 }, (info) => startLastEdit(info, 1));
  const {
    silent,
    stale,
    despatchedTwice,
    untoldParcels,
    unannounced,
    wronglyAnnounced,
    changedAfterPicking,
    wrongParcels,
    ...counts
  } = end;
  process.stdout.write(`  mixed season: ${JSON.stringify({ ...counts, wrongParcels: wrongParcels.length })}\n`);
  expect({ silent, stale, despatchedTwice, untoldParcels, unannounced, wronglyAnnounced, changedAfterPicking }).toEqual(
    {
      silent: [],
      stale: [],
      despatchedTwice: [],
      untoldParcels: [],
      unannounced: [],
      wronglyAnnounced: [],
      changedAfterPicking: [],
    },
  );
  expect(end.inSync).toBeGreaterThan(130);
  expect(end.returning).toBeGreaterThan(10);
}, 900_000);
