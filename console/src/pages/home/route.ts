import { createRoute, redirect } from "@tanstack/react-router";
import { shellRoute } from "../../app/shell-route.ts";

/** Where people land. */
export const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/runs", replace: true });
  },
});
