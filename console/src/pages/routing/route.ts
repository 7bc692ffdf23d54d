import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { ahead } from "../../app/ahead.ts";
import { shellRoute } from "../../app/shell-route.ts";

/** `/routing`: who owns which exception, and who is told how. */
export const routingRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/routing",
  loader: () => ahead.answer("/routing"),
  component: lazyRouteComponent(() => import("./routing-page.tsx"), "RoutingPage"),
});
