import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { filtersOf } from "../../app/search-text.ts";
import { shellRoute } from "../../app/shell-route.ts";

/** `/recipes/send-order-edit-to-warehouse?view=yaml`: one recipe, to be read, changed, tried and published. */
export const recipeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/recipes/$name",
  validateSearch: filtersOf("view", "step"),
  component: lazyRouteComponent(() => import("./recipe-page.tsx"), "RecipePage"),
});
