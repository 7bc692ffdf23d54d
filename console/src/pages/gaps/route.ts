import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "../../app/shell-route.ts";

/** `/gaps`: where shop and warehouse differ, and what the audits found. */
export const gapsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/gaps",
  component: lazyRouteComponent(() => import("./gaps-page.tsx"), "GapsPage"),
});
