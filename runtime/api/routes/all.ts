import type { FastifyInstance } from "fastify";
import { addArea } from "../add-area.ts";
import type { ApiContext } from "../api-context.ts";
import { AREAS } from "../contract/all.ts";
import type { Handlers } from "../handlers.ts";
import { writeAuditEntry } from "../../store/audit-log.ts";
import { authRoutes } from "./auth.ts";
import { connectionRoutes } from "./connections.ts";
import { editingRoutes } from "./editing.ts";
import { exceptionRoutes } from "./exceptions.ts";
import { gapRoutes } from "./gaps.ts";
import { manualRoutes } from "./manual.ts";
import { orderRoutes } from "./orders.ts";
import { peopleRoutes } from "./people.ts";
import { recipeRoutes } from "./recipes.ts";
import { replayRoutes } from "./replay.ts";
import { runRoutes } from "./runs.ts";
import { settingsRoutes } from "./settings.ts";
import { todayRoutes } from "./today.ts";

type Areas = typeof AREAS;

/** The handlers of every area. An area of the contract that is missing here does not compile. */
const ROUTES: { readonly [Area in keyof Areas]: (context: ApiContext) => Handlers<Areas[Area]> } = {
  auth: authRoutes,
  today: todayRoutes,
  runs: runRoutes,
  exceptions: exceptionRoutes,
  orders: orderRoutes,
  recipes: recipeRoutes,
  editing: editingRoutes,
  replay: replayRoutes,
  connections: connectionRoutes,
  gaps: gapRoutes,
  people: peopleRoutes,
  settings: settingsRoutes,
  manual: manualRoutes,
};

export function addAllAreas(server: FastifyInstance, context: ApiContext): void {
  const writeAudit = (entry: Parameters<typeof writeAuditEntry>[1]) => writeAuditEntry(context.store.database, entry);
  for (const area of Object.keys(ROUTES) as (keyof Areas)[]) {
    addArea(server, area, AREAS[area], ROUTES[area](context), writeAudit);
  }
}
