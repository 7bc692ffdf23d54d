import path from "node:path";
import type { Database } from "./database.ts";
import { openEmbeddedDatabase } from "./embedded/embedded-database.ts";
import { migrate } from "./migrations/migrate.ts";
import { openPostgresDatabase } from "./postgres-database.ts";

export interface DatabaseChoice {
  /** PostgreSQL's connection string; without it the database is embedded in the data folder. */
  readonly databaseUrl: string | undefined;
  /** The data folder, such as `.lastedit`. */
  readonly home: string;
}

/** Opens the chosen database and brings its tables up to date. */
export async function openDatabase(choice: DatabaseChoice): Promise<Database> {
  const database =
    choice.databaseUrl === undefined
      ? await openEmbeddedDatabase(databaseFolder(choice.home))
      : openPostgresDatabase(choice.databaseUrl);
  try {
    await migrate(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Folder of the embedded database inside the data folder. */
export function databaseFolder(home: string): string {
  return path.join(home, "database");
}
