import type { Migration } from "./migrate.ts";
import { FIRST_TABLES } from "./0001-first-tables.ts";
import { RECIPE_SWITCHES } from "./0002-recipe-switches.ts";
import { ENGINE } from "./0003-engine.ts";
import { HISTORY_AT_SCALE } from "./0004-history-at-scale.ts";
import { PEOPLE } from "./0005-people.ts";
import { COMPONENT_HOST } from "./0006-component-host.ts";
import { RECIPE_DRAFTS_AND_REPLAYS } from "./0007-recipe-drafts-and-replays.ts";
import { REPLAYS_OF_A_RUN } from "./0008-replays-of-a-run.ts";
import { FAST_LISTS } from "./0009-fast-lists.ts";

/** All migrations, in the order of application. */
export const MIGRATIONS: readonly Migration[] = [
  FIRST_TABLES,
  RECIPE_SWITCHES,
  ENGINE,
  HISTORY_AT_SCALE,
  PEOPLE,
  COMPONENT_HOST,
  RECIPE_DRAFTS_AND_REPLAYS,
  REPLAYS_OF_A_RUN,
  FAST_LISTS,
];
