import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "../../app/shell-route.ts";

/** `/routing`: who owns which exception, and who is told how. */
export const routingRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/routing",
  component: lazyRouteComponent(() => import("./routing-page.tsx"), "RoutingPage"),
});
