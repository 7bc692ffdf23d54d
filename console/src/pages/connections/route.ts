import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "../../app/shell-route.ts";

/** `/connections`: the shops, warehouses, alerts and accounts that recipes work with. */
export const connectionsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/connections",
  component: lazyRouteComponent(() => import("./connections-page.tsx"), "ConnectionsPage"),
});
