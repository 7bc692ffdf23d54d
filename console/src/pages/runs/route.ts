import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { filtersOf } from "../../app/search-text.ts";
import { shellRoute } from "../../app/shell-route.ts";

export const RUN_FILTERS = ["order", "recipe", "status", "outcome", "became", "text", "from", "to"] as const;

/** `/runs?order=1004`: every run that fits the filters in the address. */
export const runsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/runs",
  validateSearch: filtersOf(...RUN_FILTERS),
  component: lazyRouteComponent(() => import("./runs-page.tsx"), "RunsPage"),
});
