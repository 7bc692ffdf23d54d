import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { ahead } from "../../app/ahead.ts";
import { shellRoute } from "../../app/shell-route.ts";

/** `/connections`: the shops, warehouses, alerts and accounts that recipes work with. */
export const connectionsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/connections",
  loader: () => ahead.answer("/connections"),
  component: lazyRouteComponent(() => import("./connections-page.tsx"), "ConnectionsPage"),
});
