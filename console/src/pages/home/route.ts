import { createRoute, redirect } from "@tanstack/react-router";
import { shellRoute } from "../../app/shell-route.ts";

/** Where people land. */
export const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/",
  beforeLoad: () => {
    redirect({ to: "/runs", replace: true, throw: true });
  },
});
