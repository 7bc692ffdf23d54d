import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { ahead } from "../../app/ahead.ts";
import { filtersOf } from "../../app/search-text.ts";
import { shellRoute } from "../../app/shell-route.ts";
import { keyOf, readPlace, shapeOf, usesAt } from "./document/recipe-shape.ts";
import { ALL_COMPONENTS, askForView } from "./views.ts";

const searchOf = filtersOf("view", "step");

/** `/recipes/send-order-edit-to-warehouse?view=yaml`: one recipe, to be read, changed, tried and published. */
export const recipeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/recipes/$name",
  validateSearch: searchOf,
  loader: ({ params, location }) => {
    const { view = "build", step } = searchOf(location.search);
    askForView(view);
    const isBuild = view === "build";
    if (isBuild) ahead.answer("/components", ALL_COMPONENTS);
    ahead.answer("/recipes/:name", { params }, (recipe) => {
      const uses = isBuild ? usesAt(shapeOf(recipe), readPlace(step)) : "";
      if (uses !== "" && uses !== "code") ahead.answer("/components/:key", { params: { key: keyOf(uses) } });
      // What a step's fields are filled from, and tried with: wanted only once they are there.
      if (isBuild && step !== undefined) ahead.answer("/connections");
      if (view === "try" || (isBuild && step !== undefined))
        ahead.answer("/recipes/:name/test-events", { params, query: {} });
    });
  },
  component: lazyRouteComponent(() => import("./recipe-page.tsx"), "RecipePage"),
});
