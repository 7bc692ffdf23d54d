import { Button, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { PlusIcon } from "@radix-ui/react-icons";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { RecipeItem } from "../../../../runtime/api/contract/recipe-parts.ts";
import { api } from "../../api/api.ts";
import { ConfirmDialog } from "../../parts/confirm-dialog.tsx";
import { ProblemText } from "../../parts/problem-text.tsx";
import { slugOf } from "./slug-of.ts";

/** Begins a recipe as a draft: empty, or as a copy of another one. */
export function NewRecipe({ recipes }: { readonly recipes: readonly RecipeItem[] }) {
  const [opened, { open, close }] = useDisclosure(false);
  const [title, setTitle] = useState("");
  const [name, setName] = useState<string | null>(null);
  const [from, setFrom] = useState("");
  const navigate = useNavigate();
  const shownName = name ?? slugOf(title);
  const create = useMutation({
    mutationFn: () =>
      api.post("/recipes", {
        body: {
          name: shownName,
          title: title.trim(),
          from: from === "" ? { what: "empty" } : { what: "recipe", recipe: from },
        },
      }),
    onSuccess: (made) => navigate({ to: "/recipes/$name", params: { name: made.name } }),
  });
  return (
    <>
      <Button leftSection={<PlusIcon aria-hidden />} onClick={open}>
        New recipe
      </Button>
      <ConfirmDialog
        opened={opened}
        onClose={close}
        title="New recipe"
        confirm="Begin the draft"
        busy={create.isPending}
        disabled={title.trim() === "" || shownName === ""}
        onConfirm={() => create.mutate()}
      >
        <Stack>
          <TextInput
            label="What it does"
            description="In a few words, such as: Tell the floor about gift wrapping"
            data-autofocus
            maxLength={200}
            value={title}
            onChange={({ currentTarget }) => setTitle(currentTarget.value)}
          />
          <TextInput
            label="Name"
            description="In lower case with hyphens; it stays."
            maxLength={100}
            value={shownName}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <NativeSelect
            label="Begin with"
            value={from}
            onChange={({ currentTarget }) => setFrom(currentTarget.value)}
            data={[
              { value: "", label: "An empty canvas" },
              ...recipes.map((recipe) => ({ value: recipe.name, label: `A copy of: ${recipe.title}` })),
            ]}
          />
          <ProblemText error={create.error} />
        </Stack>
      </ConfirmDialog>
    </>
  );
}
