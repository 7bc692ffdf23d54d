import { createRoute, redirect } from "@tanstack/react-router";
import { loadSession } from "../api/session.ts";
import { rootRoute } from "./root-route.ts";
import { Shell } from "./shell/shell.tsx";

/** Around every page that needs a session: navigation, search, live updates. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "shell",
  beforeLoad: async ({ location }) => {
    if ((await loadSession()) !== null) return;
    const to = location.href === "/" ? {} : { to: location.href };
    redirect({ to: "/sign-in", search: to, replace: true, throw: true });
  },
  component: Shell,
});
