import { Alert, Button, Group, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../api/api.ts";
import { useMay } from "../api/session.ts";
import { needsConfiguration, switchedOn } from "../words/recipe-states.ts";
import { showDone, showProblem } from "./notices.tsx";
import { TextLink } from "./text-link.tsx";

interface RecipeIsOffProps {
  readonly recipe: string;
  readonly title: string;
  /** Why it does not run, in the runtime's words. */
  readonly because: string;
  /** What depends on it. */
  readonly hint?: string;
}

/** Says that a page has little to show since a recipe does not run, with the way to have it run. */
export function RecipeIsOff({ recipe, title, because, hint }: RecipeIsOffProps) {
  const client = useQueryClient();
  const may = useMay("editor");
  const enable = useMutation({
    mutationFn: () => api.post("/recipes/:name/enable", { params: { name: recipe } }),
    onSuccess: async ({ off }) => {
      await client.invalidateQueries();
      showDone(switchedOn(off));
    },
    onError: showProblem,
  });
  const needs = needsConfiguration(because);
  return (
    <Alert color="amber" title={title}>
      <Text size="sm">
        {because} {hint}
      </Text>
      <Group mt="xs" gap="md">
        {needs && (
          <TextLink underline="always" to="/connections">
            Add a connection
          </TextLink>
        )}
        {!needs && may && (
          <Button size="compact-sm" loading={enable.isPending} onClick={() => enable.mutate()}>
            Switch it on
          </Button>
        )}
        <TextLink underline="always" to="/recipes/$name" params={{ name: recipe }}>
          Open the recipe
        </TextLink>
      </Group>
    </Alert>
  );
}
