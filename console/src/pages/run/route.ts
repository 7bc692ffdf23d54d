import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { ahead } from "../../app/ahead.ts";
import { shellRoute } from "../../app/shell-route.ts";

/** `/runs/17`: one run in full. */
export const runRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/runs/$runId",
  loader: ({ params }) => ahead.answer("/runs/:id", { params: { id: params.runId } }),
  component: lazyRouteComponent(() => import("./run-page.tsx"), "RunPage"),
});
