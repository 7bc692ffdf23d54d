import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { ahead } from "../../app/ahead.ts";
import { filtersOf } from "../../app/search-text.ts";
import { shellRoute } from "../../app/shell-route.ts";

const searchOf = filtersOf("text");

/** `/orders?text=1004`: the orders that LastEdit has worked on. */
export const ordersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/orders",
  validateSearch: searchOf,
  loader: ({ location }) => ahead.pages("/orders", searchOf(location.search)),
  component: lazyRouteComponent(() => import("./orders-page.tsx"), "OrdersPage"),
});
