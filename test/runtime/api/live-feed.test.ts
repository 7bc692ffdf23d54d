import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { LiveEvent } from "../../../runtime/api/contract/today.ts";
import { openLiveFeed } from "../../../runtime/api/live/live-feed.ts";
import type { LiveFeed } from "../../../runtime/api/live/live-feed.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { migrate } from "../../../runtime/store/migrations/migrate.ts";
import { TEST_DATABASES } from "../store/open-test-databases.ts";

const DAY_S = 86_400;

let database: Database;
let feed: LiveFeed;
const troubles: unknown[] = [];

beforeAll(async () => {
  database = await TEST_DATABASES[0]!.open();
  await migrate(database);
  feed = openLiveFeed(database, (_message, cause) => troubles.push(cause));
});

afterAll(async () => {
  await feed.close();
  await database.close();
});

test("a page is told at first of what changed between its reading and its listening, also beside one that listens", async () => {
  await run(1, { queuedAgoS: DAY_S, endedAgoS: DAY_S });
  await run(2, { queuedAgoS: DAY_S });
  await run(3, { queuedAgoS: DAY_S });
  await database.query(
    `INSERT INTO lastedit.run_claims (run_id, attempt, worker, began_at, ended_at, ended_as)
     VALUES (3, 1, 'w', now() - interval '1 hour', now() - interval '2 seconds', 'put back')`,
  );
  await run(4, { queuedAgoS: DAY_S, endedAgoS: 2 });
  const first = listen();
  await first.toldHowThingsStand();
  expect(first.runs()).toEqual([[3, 4]]);

  await run(5, { queuedAgoS: 1 });
  const second = listen();
  await second.toldHowThingsStand();
  expect(second.runs()).toEqual([[3, 4, 5]]);
  expect(first.runs()).toEqual([[3, 4], [5]]);
  expect(troubles).toEqual([]);
});

function listen() {
  const heard: LiveEvent[] = [];
  let tell = (): void => undefined;
  const counted = new Promise<void>((resolve) => (tell = resolve));
  feed.listen(
    (event) => {
      heard.push(event);
      if (event.what === "counts") tell();
    },
    () => undefined,
  );
  return {
    /** It is the last that a page is told at first. */
    toldHowThingsStand: () => counted,
    runs: () => heard.flatMap((event) => (event.what === "runs" ? [event.ids.toSorted((a, b) => a - b)] : [])),
  };
}

async function run(id: number, { queuedAgoS, endedAgoS }: { queuedAgoS: number; endedAgoS?: number }): Promise<void> {
  await database.query(
    `INSERT INTO lastedit.runs (id, recipe, status, order_key, queued_at, finished_at) OVERRIDING SYSTEM VALUE
     VALUES ($1, 'edit', $2, $3, now() - $4 * interval '1 second', now() - $5::float8 * interval '1 second')`,
    [id, endedAgoS === undefined ? "waiting" : "succeeded", `shop:${id}`, queuedAgoS, endedAgoS ?? null],
  );
}
