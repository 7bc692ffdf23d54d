import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { ahead } from "../../app/ahead.ts";
import { filtersOf } from "../../app/search-text.ts";
import { shellRoute } from "../../app/shell-route.ts";

/** Where the manual begins. */
export const FIRST_PAGE = "operations-manual";

function aheadOf(page: string): void {
  ahead.answer("/manual");
  ahead.answer("/manual/:page", { params: { page } });
}

/** `/manual`: the first page of the operations manual. `?find=hold` searches all of it. */
export const manualRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/manual",
  validateSearch: filtersOf("find"),
  loader: () => aheadOf(FIRST_PAGE),
  component: lazyRouteComponent(() => import("./manual-page.tsx"), "ManualStart"),
});

/** `/manual/exceptions`: one page of it. */
export const manualPageRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/manual/$page",
  validateSearch: filtersOf("find"),
  loader: ({ params }) => aheadOf(params.page),
  component: lazyRouteComponent(() => import("./manual-page.tsx"), "ManualPage"),
});
