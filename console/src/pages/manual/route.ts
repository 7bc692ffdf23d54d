import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { filtersOf } from "../../app/search-text.ts";
import { shellRoute } from "../../app/shell-route.ts";

/** `/manual`: the first page of the operations manual. `?find=hold` searches all of it. */
export const manualRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/manual",
  validateSearch: filtersOf("find"),
  component: lazyRouteComponent(() => import("./manual-page.tsx"), "ManualStart"),
});

/** `/manual/exceptions`: one page of it. */
export const manualPageRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/manual/$page",
  validateSearch: filtersOf("find"),
  component: lazyRouteComponent(() => import("./manual-page.tsx"), "ManualPage"),
});
