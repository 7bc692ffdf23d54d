import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { ahead } from "../../app/ahead.ts";
import { shellRoute } from "../../app/shell-route.ts";

/** `/`: how things stand. Where people land. */
export const todayRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/",
  loader: () => ahead.answer("/today"),
  component: lazyRouteComponent(() => import("./today-page.tsx"), "TodayPage"),
});
