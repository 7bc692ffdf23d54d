import type { Database } from "../../runtime/store/database.ts";
import { migrate } from "../../runtime/store/migrations/migrate.ts";
import { seedHistory } from "../store/seed-history.ts";

/** All tables, with so many runs of three steps and nothing else. */
export async function withHistory(database: Database, runs: number): Promise<void> {
  await migrate(database);
  const size = { runs, stepsPerRun: 3, openExceptions: 0, closedExceptions: 0 };
  await seedHistory(database, size, () => undefined);
}
