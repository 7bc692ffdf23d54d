import { Button, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { DeletedRecipe } from "../../../../runtime/api/contract/recipe-parts.ts";
import { api } from "../../api/api.ts";
import { answerQuery } from "../../api/queries.ts";
import { ConfirmDialog } from "../../parts/confirm-dialog.tsx";
import { DataTable } from "../../parts/data-table.tsx";
import { Folded } from "../../parts/folded.tsx";
import { showDone } from "../../parts/notices.tsx";
import { ProblemText } from "../../parts/problem-text.tsx";
import { Time } from "../../parts/time.tsx";

/** What was deleted and can be had back; asked for only when somebody looks. */
export function DeletedRecipes({ mayEdit }: { readonly mayEdit: boolean }) {
  return (
    <Folded label="Deleted recipes">
      <DeletedList mayEdit={mayEdit} />
    </Folded>
  );
}

function DeletedList({ mayEdit }: { readonly mayEdit: boolean }) {
  const { data, error } = useQuery(answerQuery("/deleted-recipes"));
  const [chosen, setChosen] = useState<DeletedRecipe | null>(null);
  if (data === undefined) return <ProblemText error={error} />;
  if (data.items.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        No recipe was deleted that had been published.
      </Text>
    );
  }
  return (
    <>
      <DataTable
        label="Deleted recipes"
        rows={data.items}
        rowKey={({ name }) => name}
        columns={[
          { key: "name", title: "Recipe", phone: "head", cell: ({ name }) => name },
          { key: "last", title: "What ran last", cell: ({ newest }) => whatRanLast(newest) },
          {
            key: "when",
            title: "Published",
            width: "14rem",
            cell: ({ newest }) => <Time value={newest.publishedAt} />,
          },
          {
            key: "acts",
            title: "What to do",
            width: "10rem",
            cell: (recipe) =>
              mayEdit && (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`Bring ${recipe.name} back`}
                  onClick={() => setChosen(recipe)}
                >
                  Bring it back
                </Button>
              ),
          },
        ]}
      />
      {chosen !== null && <BringBack recipe={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

function whatRanLast({ version, note }: DeletedRecipe["newest"]): string {
  return note === "" ? `Version ${version}` : `Version ${version}: ${note}`;
}

function BringBack({
  recipe: { name, newest },
  onClose,
}: {
  readonly recipe: DeletedRecipe;
  readonly onClose: () => void;
}) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const bring = useMutation({
    mutationFn: () =>
      api.post("/recipes/:name/roll-back", {
        params: { name },
        body: { version: newest.version, note: "Brought back" },
      }),
    onSuccess: async () => {
      await Promise.all(
        (["/recipes", "/deleted-recipes"] as const).map((path) => client.invalidateQueries({ queryKey: [path] })),
      );
      showDone("The recipe is back.");
      await navigate({ to: "/recipes/$name", params: { name } });
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={`Bring ${name} back?`}
      confirm="Bring it back"
      busy={bring.isPending}
      onConfirm={() => bring.mutate()}
    >
      <Text>
        Version {newest.version} is published again and runs as it did, unless the recipe was switched off. The earlier
        ones are under its Versions.
      </Text>
      <ProblemText error={bring.error} />
    </ConfirmDialog>
  );
}
