import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { ahead } from "../../app/ahead.ts";
import { shellRoute } from "../../app/shell-route.ts";

/** `/settings`: what holds for the whole installation. */
export const settingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/settings",
  loader: () => {
    ahead.answer("/settings");
    ahead.answer("/controls");
  },
  component: lazyRouteComponent(() => import("./settings-page.tsx"), "SettingsPage"),
});
