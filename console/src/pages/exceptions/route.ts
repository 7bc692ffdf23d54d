import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { filtersOf } from "../../app/search-text.ts";
import { shellRoute } from "../../app/shell-route.ts";
import { EXCEPTION_FILTERS } from "./exception-query.ts";

/** `/exceptions?owner=warehouse`: the work queue. `show` is the one whose details stand beside it. */
export const exceptionsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/exceptions",
  validateSearch: filtersOf(...EXCEPTION_FILTERS, "show"),
  component: lazyRouteComponent(() => import("./exceptions-page.tsx"), "ExceptionsPage"),
});
