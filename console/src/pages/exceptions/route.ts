import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { ahead } from "../../app/ahead.ts";
import { filtersOf } from "../../app/search-text.ts";
import { shellRoute } from "../../app/shell-route.ts";
import { EXCEPTION_FILTERS, queryOf } from "./exception-query.ts";

const searchOf = filtersOf(...EXCEPTION_FILTERS);

/** `/exceptions?owner=warehouse`: the work queue. `show` is the one whose details stand beside it. */
export const exceptionsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/exceptions",
  validateSearch: filtersOf(...EXCEPTION_FILTERS, "show"),
  loader: ({ location }) => ahead.pages("/exceptions", queryOf(searchOf(location.search))),
  component: lazyRouteComponent(() => import("./exceptions-page.tsx"), "ExceptionsPage"),
});
