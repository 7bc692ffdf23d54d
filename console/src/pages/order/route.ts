import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "../../app/shell-route.ts";

/** `/orders/<shop>:<id>`: one order's life in both systems. */
export const orderRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/orders/$orderKey",
  component: lazyRouteComponent(() => import("./order-page.tsx"), "OrderPage"),
});
