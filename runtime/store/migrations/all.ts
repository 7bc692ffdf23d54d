import type { Migration } from "./migrate.ts";
import { FIRST_TABLES } from "./0001-first-tables.ts";
import { RECIPE_SWITCHES } from "./0002-recipe-switches.ts";
import { ENGINE } from "./0003-engine.ts";
import { HISTORY_AT_SCALE } from "./0004-history-at-scale.ts";
import { COMPONENT_HOST } from "./0006-component-host.ts";

/** All migrations, in the order of application. */
export const MIGRATIONS: readonly Migration[] = [
  FIRST_TABLES,
  RECIPE_SWITCHES,
  ENGINE,
  HISTORY_AT_SCALE,
  COMPONENT_HOST,
];
