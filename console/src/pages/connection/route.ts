import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { ahead } from "../../app/ahead.ts";
import { shellRoute } from "../../app/shell-route.ts";

/** `/connections/warehouse`: the tenant profile of a Peoplevox connection. */
export const connectionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/connections/$name",
  loader: ({ params }) => ahead.answer("/connections/:name/profile", { params }),
  component: lazyRouteComponent(() => import("./connection-page.tsx"), "ConnectionPage"),
});
