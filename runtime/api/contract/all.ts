import { AUTH } from "./auth.ts";
import { CONNECTIONS } from "./connections.ts";
import { EDITING } from "./editing.ts";
import { EXCEPTIONS } from "./exceptions.ts";
import { GAPS } from "./gaps.ts";
import { MANUAL } from "./manual.ts";
import { ORDERS } from "./orders.ts";
import { PEOPLE } from "./people.ts";
import { RECIPES } from "./recipes.ts";
import { REPLAY } from "./replay.ts";
import type { RouteTable } from "./route-table.ts";
import { RUNS } from "./runs.ts";
import { SETTINGS } from "./settings.ts";
import { TODAY } from "./today.ts";

/** Every area of the API. A new one is a file here, one in `routes/`, and one line in each folder's `all.ts`. */
export const AREAS = {
  auth: AUTH,
  today: TODAY,
  runs: RUNS,
  exceptions: EXCEPTIONS,
  orders: ORDERS,
  recipes: RECIPES,
  editing: EDITING,
  replay: REPLAY,
  connections: CONNECTIONS,
  gaps: GAPS,
  people: PEOPLE,
  settings: SETTINGS,
  manual: MANUAL,
} as const satisfies Readonly<Record<string, RouteTable>>;

/** The whole API as types, for the console: `Api["runs"]["list"]`. */
export type Api = typeof AREAS;
