import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { ahead } from "../../app/ahead.ts";
import { shellRoute } from "../../app/shell-route.ts";

/** `/recipes`: everything that LastEdit may do by itself. */
export const recipesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/recipes",
  loader: () => ahead.pages("/recipes", {}),
  component: lazyRouteComponent(() => import("./recipes-page.tsx"), "RecipesPage"),
});
