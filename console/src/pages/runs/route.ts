import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { ahead } from "../../app/ahead.ts";
import { filtersOf } from "../../app/search-text.ts";
import { shellRoute } from "../../app/shell-route.ts";
import { RUN_FILTERS, runQueryOf } from "./run-query.ts";

const searchOf = filtersOf(...RUN_FILTERS);

/** `/runs?order=1004`: every run that fits the filters in the address. */
export const runsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/runs",
  validateSearch: searchOf,
  loader: ({ location }) => {
    ahead.pages("/runs", runQueryOf(searchOf(location.search)));
    ahead.answer("/runs/choices");
  },
  component: lazyRouteComponent(() => import("./runs-page.tsx"), "RunsPage"),
});
