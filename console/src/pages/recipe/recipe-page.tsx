import { Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import type { RecipeDocument } from "../../../../runtime/api/contract/recipe-parts.ts";
import { answerQuery } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { PagePending } from "../../app/page-pending.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { EditorProvider } from "./document/editor.tsx";
import type { Against } from "./document/editor.tsx";
import { placeText, readPlace, shapeOf } from "./document/recipe-shape.ts";
import { RefusedChange } from "./document/refused-change.tsx";
import { useSaving } from "./document/use-saving.ts";
import { RecipeHead } from "./head/recipe-head.tsx";
import { recipeRoute } from "./route.ts";
import { VIEWS } from "./views.ts";

/** One recipe: build it, read its text, try it, publish it. */
export function RecipePage() {
  const { name } = recipeRoute.useParams();
  const { data, error, refetch } = useQuery(answerQuery("/recipes/:name", { params: { name } }));
  if (data === undefined && error === null) return <PagePending />;
  if (data === undefined) {
    return (
      <>
        <PageHeader title={name} />
        <ErrorState error={error} onRetry={() => void refetch()} />
      </>
    );
  }
  return <RecipeEditor key={name} recipe={data} />;
}

function RecipeEditor({ recipe }: { readonly recipe: RecipeDocument }) {
  const search = recipeRoute.useSearch();
  const navigate = recipeRoute.useNavigate();
  const mayEdit = useMay("editor");
  const saving = useSaving(recipe.name);
  const [against, setAgainst] = useState<Against | null>(null);
  const shown = VIEWS.find(({ value }) => value === search.view) ?? VIEWS[0];
  const editor = {
    ...saving,
    recipe,
    shape: shapeOf(recipe),
    mayEdit,
    against,
    setAgainst,
    selected: readPlace(search.step),
    select: (place: Parameters<typeof placeText>[0] | null) =>
      void navigate({ search: place === null ? {} : { step: placeText(place) }, replace: true, resetScroll: false }),
  };
  return (
    <EditorProvider value={editor}>
      <RecipeHead />
      <RefusedChange />
      <Tabs
        value={shown.value}
        onChange={(view) =>
          void navigate({
            search: view === null || view === "build" ? {} : { view },
            replace: true,
            resetScroll: false,
          })
        }
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {VIEWS.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Suspense fallback={<PagePending />}>
          {VIEWS.map(({ value, View }) => (
            <Tabs.Panel key={value} value={value}>
              <View />
            </Tabs.Panel>
          ))}
        </Suspense>
      </Tabs>
    </EditorProvider>
  );
}
