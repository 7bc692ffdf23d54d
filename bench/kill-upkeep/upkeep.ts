import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { databaseFolder } from "../../runtime/store/database-folder.ts";
import type { Database } from "../../runtime/store/database.ts";
import { openEmbeddedDatabase } from "../../runtime/store/embedded/embedded-database.ts";
import { MIGRATIONS } from "../../runtime/store/migrations/all.ts";
import { migrate } from "../../runtime/store/migrations/migrate.ts";
import { seedHistory } from "../store/seed-history.ts";
import type { Place } from "./place.ts";
import { use } from "./place.ts";
import { runCommand } from "./victim.ts";

const RUNS = 2_000;
/** The first version that was used; all later migrations are still to come. */
const OLD_LEVEL = 3;

/** Work on the store that is killed in the middle, and how it must stand when it was done anew. */
export interface Upkeep {
  readonly name: string;
  /** What the database holds before. */
  fill(database: Database): Promise<void>;
  command(place: Place): readonly string[];
  /** Whether the kill came in the middle: something was begun, and it was not at its end. `null` where nobody can tell. */
  inTheMiddle(place: Place): Promise<boolean | null>;
  /** Called after the command was called again and has ended. @returns What must not be */
  wrongAfter(place: Place): Promise<string[]>;
}

export const UPKEEPS: readonly Upkeep[] = [
  {
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
  },
  {
    name: "retention",
    async fill(database) {
      await migrate(database);
      await seedHistory(
        database,
        { runs: RUNS, stepsPerRun: 3, openExceptions: 0, closedExceptions: 0 },
        () => undefined,
      );
      // Half of them are too old from now on.
      await database.query(
        "UPDATE lastedit.runs SET finished_at = finished_at - interval '400 days', queued_at = queued_at - interval '400 days' WHERE id <= $1",
        [RUNS / 2],
      );
    },
    command: () => ["retention", "apply"],
    async inTheMiddle(place) {
      const left = await numberOf(place, "lastedit.runs");
      const unmasked = await numberOf(
        place,
        "lastedit.runs WHERE masked_at IS NULL AND finished_at < now() - interval '31 days'",
      );
      return left < RUNS && unmasked > 0;
    },
    wrongAfter: (place) =>
      differences(place, {
        runs: ["lastedit.runs", RUNS / 2],
        "steps without a run": ["lastedit.run_steps WHERE run_id NOT IN (SELECT id FROM lastedit.runs)", 0],
        "events without a run": ["lastedit.events WHERE run_id NOT IN (SELECT id FROM lastedit.runs)", 0],
        "runs that must be masked": [
          "lastedit.runs WHERE masked_at IS NULL AND finished_at < now() - interval '31 days'",
          0,
        ],
      }),
  },
  {
    name: "backup",
    async fill(database) {
      await migrate(database);
      await seedHistory(
        database,
        { runs: RUNS, stepsPerRun: 3, openExceptions: 0, closedExceptions: 0 },
        () => undefined,
      );
    },
    command: ({ home }) => ["backup", path.join(home, "backup.dump")],
    inTheMiddle: ({ home }) =>
      Promise.resolve(!existsSync(path.join(home, "backup.dump")) && existsSync(path.join(home, "backup.dump.part"))),
    async wrongAfter(place) {
      const { home } = place;
      const leftOver = (await readdir(home)).filter((name) => /^backup-|\.part$/.test(name));
      return [
        ...(await differences(place, { runs: ["lastedit.runs", RUNS] })),
        ...(await differences(await restoreElsewhere(place), { runs: ["lastedit.runs", RUNS] })),
        ...leftOver.map((name) => `left over: ${name}`),
      ];
    },
  },
];

/** An embedded database into another data folder, a PostgreSQL's over itself. */
async function restoreElsewhere(place: Place): Promise<Place> {
  const home = path.join(place.home, "restored");
  const env = { ...place.env, LASTEDIT_HOME: home };
  const { code, errors } = await runCommand(["restore", path.join(place.home, "backup.dump"), "--force"], env);
  if (code !== 0) throw new Error(`The backup could not be restored: ${errors}`);
  return place.env["DATABASE_URL"] === undefined
    ? { env, home, open: () => openEmbeddedDatabase(databaseFolder(home)) }
    : place;
}

async function numberOf(place: Place, what: string): Promise<number> {
  return use(await place.open(), (database) => count(database, what));
}

async function count(database: Database, what: string): Promise<number> {
  const { rows } = await database.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${what}`);
  return rows[0]?.n ?? 0;
}

/** @param wanted - By its words: what is counted, and what the count must be */
async function differences(
  place: Place,
  wanted: Readonly<Record<string, readonly [string, number]>>,
): Promise<string[]> {
  return use(await place.open(), async (database) => {
    const wrong: string[] = [];
    for (const [words, [what, expected]] of Object.entries(wanted)) {
      const found = await count(database, what);
      if (found !== expected) wrong.push(`${words}: ${found}, expected ${expected}`);
    }
    return wrong;
  });
}
