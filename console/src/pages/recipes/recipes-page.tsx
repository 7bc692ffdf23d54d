import { useInfiniteQuery } from "@tanstack/react-query";
import { pagesQuery } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { PagedTable } from "../../parts/paged-table.tsx";
import { DeletedRecipes } from "./deleted-recipes.tsx";
import { ImportRecipe } from "./import-recipe.tsx";
import { NewRecipe } from "./new-recipe.tsx";
import { RECIPE_COLUMNS } from "./recipe-columns.tsx";

/** Every recipe with its state and last runs. */
export function RecipesPage() {
  const list = useInfiniteQuery(pagesQuery("/recipes", {}));
  const mayEdit = useMay("editor");
  const recipes = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <PageHeader
        title="Recipes"
        manual={{ page: "operations-manual", section: "changing-a-recipe" }}
        hint="What LastEdit does by itself: what starts it, and the steps it takes."
        actions={
          mayEdit && (
            <>
              <ImportRecipe />
              <NewRecipe recipes={recipes} />
            </>
          )
        }
      />
      <PagedTable
        list={list}
        label="Recipes"
        noun={["recipe", "recipes"]}
        columns={RECIPE_COLUMNS}
        rowKey={({ name }) => name}
        rowName={({ title }) => title}
        filterKey=""
        empty={<EmptyState title="There is no recipe" hint="Make one of your own, or import one." />}
      />
      <DeletedRecipes mayEdit={mayEdit} />
    </>
  );
}
