import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { filtersOf } from "../../app/search-text.ts";
import { shellRoute } from "../../app/shell-route.ts";

/** `/orders?text=1004`: the orders that LastEdit has worked on. */
export const ordersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/orders",
  validateSearch: filtersOf("text"),
  component: lazyRouteComponent(() => import("./orders-page.tsx"), "OrdersPage"),
});
