import type { Migration } from "./migrate.ts";
import { FIRST_TABLES } from "./0001-first-tables.ts";

/** All migrations, in the order of application. */
export const MIGRATIONS: readonly Migration[] = [FIRST_TABLES];
