import { expect, test } from "@jest/globals";
import { shownRuns } from "../../../console/src/pages/replays/shown-runs.ts";

test("a bulk replay starts the runs that were shown and can run, by their ids", () => {
  const items = [
    { runId: 9, refused: null },
    { runId: 7, refused: "Run 7 has not ended yet. Nothing was started." },
    { runId: 4, refused: null },
  ];
  expect(shownRuns(items)).toEqual({ ids: [9, 4] });
});
