import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { ahead } from "../../app/ahead.ts";
import { filtersOf } from "../../app/search-text.ts";
import { shellRoute } from "../../app/shell-route.ts";
import { askForView } from "./views.ts";

const searchOf = filtersOf("view", "step");

/** `/recipes/send-order-edit-to-warehouse?view=yaml`: one recipe, to be read, changed, tried and published. */
export const recipeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/recipes/$name",
  validateSearch: searchOf,
  loader: ({ params, location }) => {
    ahead.answer("/recipes/:name", { params });
    askForView(searchOf(location.search).view);
  },
  component: lazyRouteComponent(() => import("./recipe-page.tsx"), "RecipePage"),
});
