import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { ahead } from "../../app/ahead.ts";
import { shellRoute } from "../../app/shell-route.ts";

/** `/orders/<shop>:<id>`: one order's life in both systems. */
export const orderRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/orders/$orderKey",
  loader: ({ params }) => ahead.answer("/orders/:key", { params: { key: params.orderKey } }),
  component: lazyRouteComponent(() => import("./order-page.tsx"), "OrderPage"),
});
