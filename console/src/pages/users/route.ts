import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { ahead } from "../../app/ahead.ts";
import { shellRoute } from "../../app/shell-route.ts";

/** `/users`: who may sign in, and what they may do. */
export const usersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/users",
  loader: () => ahead.answer("/users"),
  component: lazyRouteComponent(() => import("./users-page.tsx"), "UsersPage"),
});
