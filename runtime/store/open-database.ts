import { refuseFolderCutShort, refuseSchemasCutShort } from "./backup/cut-short.ts";
import { clearKilledBackups } from "./backup/under-way.ts";
import { databaseFolder } from "./database-folder.ts";
import type { Database } from "./database.ts";
import { openEmbeddedDatabase } from "./embedded/embedded-database.ts";
import { migrate } from "./migrations/migrate.ts";

export interface DatabaseChoice {
  /** PostgreSQL's connection string; without it the database is embedded in the data folder. */
  readonly databaseUrl: string | undefined;
  /** The data folder, such as `.lastedit`. */
  readonly home: string;
  /** Deletes what is in it first, whatever version made it; for the demo. */
  readonly emptied?: boolean;
}

/**
 * Opens the chosen database and brings its tables up to date.
 *
 * @throws {BackupError} When a restore was cut short, so that what was there is beside and nothing in its place
 */
export async function openDatabase(choice: DatabaseChoice): Promise<Database> {
  const database = await openChosen(choice);
  try {
    if (choice.emptied === true) await dropEverything(database);
    else if (database.kind === "postgres") await refuseSchemasCutShort(database);
    await migrate(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function openChosen({ databaseUrl, home }: DatabaseChoice): Promise<Database> {
  if (databaseUrl === undefined) {
    await refuseFolderCutShort(home);
    const database = await openEmbeddedDatabase(databaseFolder(home));
    await clearKilledBackups(home);
    return database;
  }
  const { openPostgresDatabase } = await import("./postgres-database.ts");
  return openPostgresDatabase(databaseUrl);
}

async function dropEverything(database: Database): Promise<void> {
  await database.exec("DROP SCHEMA IF EXISTS lastedit CASCADE; DROP SCHEMA IF EXISTS lastedit_queue CASCADE;");
}
