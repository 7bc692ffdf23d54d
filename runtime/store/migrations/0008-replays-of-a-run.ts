import type { Migration } from "./migrate.ts";

/** A run's page names its replays. Few runs are replays, so the index is small. */
export const REPLAYS_OF_A_RUN: Migration = {
  name: "0008-replays-of-a-run",
  compatibleFrom: 2,
  sql: "CREATE INDEX runs_by_replay_of ON lastedit.runs (replay_of, id) WHERE replay_of IS NOT NULL;",
};
