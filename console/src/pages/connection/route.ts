import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "../../app/shell-route.ts";

/** `/connections/warehouse`: the tenant profile of a Peoplevox connection. */
export const connectionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/connections/$name",
  component: lazyRouteComponent(() => import("./connection-page.tsx"), "ConnectionPage"),
});
