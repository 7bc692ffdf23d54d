import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { ahead } from "../../app/ahead.ts";
import { shellRoute } from "../../app/shell-route.ts";

/** `/exceptions/<id>`: one exception by itself, as alerts link to it and phones show it. */
export const exceptionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/exceptions/$exceptionId",
  loader: ({ params }) => ahead.answer("/exceptions/:id", { params: { id: params.exceptionId } }),
  component: lazyRouteComponent(() => import("./exception-page.tsx"), "ExceptionPage"),
});
