import type { Database } from "../../runtime/store/database.ts";
import { MIGRATIONS } from "../../runtime/store/migrations/all.ts";
import { migrate } from "../../runtime/store/migrations/migrate.ts";
import { backup } from "./backup.ts";
import { differences, numberOf } from "./count-rows.ts";
import type { Place } from "./place.ts";
import { use } from "./place.ts";
import { restore } from "./restore.ts";
import type { Ended } from "./victim.ts";
import { withHistory } from "./with-history.ts";

/** Work on the store that is killed in the middle, and how it must stand then, and when it was done anew. */
export interface Upkeep {
  readonly name: string;
  /** The database that it is for. @defaultValue both */
  readonly on?: "embedded" | "PostgreSQL";
  /** What is killed. @defaultValue `command` */
  readonly whom?: "command" | "tool";
  /** What the database holds before. */
  fill(database: Database): Promise<void>;
  /** Made in each place before the command is called. */
  prepare?(place: Place): Promise<void>;
  command(place: Place): readonly string[];
  /** Whether the work itself has begun, seen from outside. @defaultValue after three tenths of the command's time */
  sign?(place: Place): Promise<boolean> | boolean;
  /** Whether the kill came in the middle: something was begun, and it was not at its end. */
  inTheMiddle(place: Place, first: Ended): Promise<boolean>;
  /** Called after the kill. @returns What must not be */
  wrongAfterKill?(place: Place, first: Ended): Promise<string[]>;
  /** Called after the command was called again and has ended. @returns What must not be */
  wrongAfter(place: Place): Promise<string[]>;
}

const RUNS = 2_000;
/** The first version that was used; all later migrations are still to come. */
const OLD_LEVEL = 3;
const TOO_OLD = "finished_at < now() - interval '31 days'";

const migration: Upkeep = {
  name: "migration",
  async fill(database) {
    await migrate(database, MIGRATIONS.slice(0, OLD_LEVEL));
    await database.exec(
      `INSERT INTO lastedit.runs (recipe, status, order_key, started_at, finished_at)
         SELECT 'r', 'succeeded', 's:' || g, now(), now() FROM generate_series(1, ${RUNS}) g;
       INSERT INTO lastedit.run_steps (run_id, position, namespace, uses, writes, attempt, status, started_at)
         SELECT id, p, 'n', 'u@1', false, 1, 'succeeded', now() FROM lastedit.runs, generate_series(0, 3) p`,
    );
  },
  command: () => ["runs"],
  inTheMiddle: async (place) => (await numberOf(place, "lastedit.migrations")) === OLD_LEVEL,
  wrongAfter: (place) =>
    differences(place, {
      migrations: ["lastedit.migrations", MIGRATIONS.length],
      runs: ["lastedit.runs", RUNS],
      steps: ["lastedit.run_steps", RUNS * 4],
    }),
};

const retention: Upkeep = {
  name: "retention",
  async fill(database) {
    await withHistory(database, RUNS);
    // Half of them are too old from now on.
    await database.query(
      "UPDATE lastedit.runs SET finished_at = finished_at - interval '400 days', queued_at = queued_at - interval '400 days' WHERE id <= $1",
      [RUNS / 2],
    );
  },
  command: () => ["retention", "apply"],
  async inTheMiddle(place) {
    const left = await numberOf(place, "lastedit.runs");
    const unmasked = await numberOf(place, `lastedit.runs WHERE masked_at IS NULL AND ${TOO_OLD}`);
    return left < RUNS && unmasked > 0;
  },
  /** The log says of each portion that was done, and of no other. */
  wrongAfterKill: logIsRight,
  async wrongAfter(place) {
    return [
      ...(await logIsRight(place)),
      ...(await differences(place, {
        runs: ["lastedit.runs", RUNS / 2],
        "steps without a run": ["lastedit.run_steps WHERE run_id NOT IN (SELECT id FROM lastedit.runs)", 0],
        "events without a run": ["lastedit.events WHERE run_id NOT IN (SELECT id FROM lastedit.runs)", 0],
        "runs that must be masked": [`lastedit.runs WHERE masked_at IS NULL AND ${TOO_OLD}`, 0],
        "masked runs with a full event": [
          "lastedit.events e JOIN lastedit.runs r ON r.id = e.run_id WHERE masked_at IS NOT NULL AND payload_sealed IS NOT NULL",
          0,
        ],
      })),
    ];
  },
};

async function logIsRight(place: Place): Promise<string[]> {
  return use(await place.open(), async (database) => {
    const { rows } = await database.query<{ said: string; done: string }>(
      `SELECT concat(COALESCE(sum((details ->> 'runsRemoved')::int), 0), ' removed, ',
           COALESCE(sum((details ->> 'runsMasked')::int), 0), ' masked') AS said,
         (SELECT concat(${RUNS} - count(*), ' removed, ', count(masked_at), ' masked') FROM lastedit.runs) AS done
       FROM lastedit.store_log WHERE what = 'retention'`,
    );
    return rows.flatMap(({ said, done }) => (said === done ? [] : [`the log says ${said}, but it is ${done}`]));
  });
}

export const UPKEEPS: readonly Upkeep[] = [
  migration,
  retention,
  backup("command"),
  backup("tool"),
  restore("command"),
  restore("tool"),
];
