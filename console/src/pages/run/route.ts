import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "../../app/shell-route.ts";

/** `/runs/17`: one run in full. */
export const runRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/runs/$runId",
  component: lazyRouteComponent(() => import("./run-page.tsx"), "RunPage"),
});
