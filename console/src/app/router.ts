import { createRouter } from "@tanstack/react-router";
import { queryText } from "../api/client.ts";
import { queryClient } from "../api/query-client.ts";
import { onSessionChange } from "../api/session-holder.ts";
import { auditRoute } from "../pages/audit/route.ts";
import { connectionRoute } from "../pages/connection/route.ts";
import { connectionsRoute } from "../pages/connections/route.ts";
import { gapsRoute } from "../pages/gaps/route.ts";
import { exceptionRoute } from "../pages/exception/route.ts";
import { exceptionsRoute } from "../pages/exceptions/route.ts";
import { orderRoute } from "../pages/order/route.ts";
import { ordersRoute } from "../pages/orders/route.ts";
import { manualPageRoute, manualRoute } from "../pages/manual/route.ts";
import { recipeRoute } from "../pages/recipe/route.ts";
import { recipesRoute } from "../pages/recipes/route.ts";
import { newReplayRoute, replayRoute, replaysRoute, timeTravelRoute } from "../pages/replays/route.ts";
import { routingRoute } from "../pages/routing/route.ts";
import { runRoute } from "../pages/run/route.ts";
import { runsRoute } from "../pages/runs/route.ts";
import { settingsRoute } from "../pages/settings/route.ts";
import { signInRoute } from "../pages/sign-in/route.ts";
import { todayRoute } from "../pages/today/route.ts";
import { usersRoute } from "../pages/users/route.ts";
import { PagePending } from "./page-pending.tsx";
import { PageProblem } from "./page-problem.tsx";
import { rootRoute } from "./root-route.ts";
import { parseSearchText } from "./search-text.ts";
import { shellRoute } from "./shell-route.ts";

/** Every page. A new one is a folder in `pages/`, one line here, and one in `shell/navigation-items.ts`. */
const pages = [
  todayRoute,
  exceptionsRoute,
  exceptionRoute,
  ordersRoute,
  orderRoute,
  runsRoute,
  runRoute,
  replaysRoute,
  newReplayRoute,
  timeTravelRoute,
  replayRoute,
  recipesRoute,
  recipeRoute,
  gapsRoute,
  connectionsRoute,
  connectionRoute,
  settingsRoute,
  routingRoute,
  usersRoute,
  auditRoute,
  manualRoute,
  manualPageRoute,
] as const;

export const router = createRouter({
  routeTree: rootRoute.addChildren([signInRoute, shellRoute.addChildren([...pages])]),
  defaultPreload: "intent",
  defaultPendingComponent: PagePending,
  defaultErrorComponent: PageProblem,
  scrollRestoration: true,
  parseSearch: parseSearchText,
  stringifySearch: queryText,
});

// When the session ends, so does everything that was read with it; the shell then asks to sign in.
onSessionChange((session) => {
  if (session !== null) return;
  queryClient.clear();
  void router.invalidate();
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
