import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { ahead } from "../../app/ahead.ts";
import { shellRoute } from "../../app/shell-route.ts";

/** Of how many days the history is told. */
export const GAP_HISTORY = { query: { days: 30 } };

/** `/gaps`: where shop and warehouse differ, and what the audits found. */
export const gapsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/gaps",
  loader: () => {
    ahead.answer("/gaps/latest");
    ahead.answer("/gaps/history", GAP_HISTORY);
    ahead.answer("/audits/catalogue/latest");
  },
  component: lazyRouteComponent(() => import("./gaps-page.tsx"), "GapsPage"),
});
