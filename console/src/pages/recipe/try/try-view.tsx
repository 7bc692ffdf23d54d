import { Button, Checkbox, Group, NativeSelect, Paper, Stack, Text } from "@mantine/core";
import { PlayIcon } from "@radix-ui/react-icons";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../../api/api.ts";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { ErrorState } from "../../../parts/error-state.tsx";
import { Section } from "../../../parts/section.tsx";
import { TextLink } from "../../../parts/text-link.tsx";
import { useEditor } from "../document/editor.tsx";
import { recipeRoute } from "../route.ts";
import { AgainstChoice } from "./against-choice.tsx";
import { DryRunResult } from "./dry-run-result.tsx";

/** Runs the recipe, or its beginning, without writing anything anywhere, and shows what would be sent. */
export default function TryView() {
  const { recipe, shape, against, mayEdit } = useEditor();
  const search = recipeRoute.useSearch();
  const navigate = recipeRoute.useNavigate();
  const [reuseEarlier, setReuseEarlier] = useState(false);
  const steps = shape?.steps ?? [];
  const step = steps.some(({ namespace }) => namespace === search.step) ? (search.step ?? "") : "";
  const test = useMutation({
    mutationFn: async () => {
      if (against === null) throw new Error("Choose an event first.");
      return api.post("/recipes/:name/test", {
        params: { name: recipe.name },
        body: { against, reuseEarlier, ...(step === "" ? {} : { step }) },
      });
    },
  });
  if (!mayEdit) {
    return (
      <Paper>
        <EmptyState title="Trying a recipe needs the role of an editor" hint="Ask an administrator for it." />
      </Paper>
    );
  }
  return (
    <Stack>
      <Section title="Dry run">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            test.mutate();
          }}
        >
          <Stack gap="sm">
            <Text size="sm" c="dimmed">
              Steps read for real. What they would write is shown here and not sent.
            </Text>
            <AgainstChoice label="Event" />
            <Group align="flex-end" gap="md">
              <NativeSelect
                label="Run"
                value={step}
                onChange={({ currentTarget }) =>
                  void navigate({
                    search: { view: "try", ...(currentTarget.value === "" ? {} : { step: currentTarget.value }) },
                    replace: true,
                    resetScroll: false,
                  })
                }
                data={[
                  { value: "", label: "The whole recipe" },
                  ...steps.map(({ namespace }, at) => ({
                    value: namespace,
                    label: `Up to step ${at + 1}, ${namespace}`,
                  })),
                ]}
              />
              {step !== "" && against?.what === "run" && (
                <Checkbox
                  label="Take earlier results from that run"
                  checked={reuseEarlier}
                  onChange={({ currentTarget }) => setReuseEarlier(currentTarget.checked)}
                  mb={8}
                />
              )}
              <Button
                type="submit"
                leftSection={<PlayIcon aria-hidden />}
                loading={test.isPending}
                disabled={against === null || steps.length === 0}
              >
                Try it
              </Button>
            </Group>
            <TextLink
              to="/replays/time-travel"
              search={{ recipe: recipe.name }}
              size="sm"
              style={{ alignSelf: "start" }}
            >
              Try it on many past orders
            </TextLink>
          </Stack>
        </form>
      </Section>
      {test.error !== null && (
        <Paper>
          <ErrorState error={test.error} title="It could not be tried" onRetry={() => test.mutate()} />
        </Paper>
      )}
      {test.data !== undefined && <DryRunResult result={test.data} />}
    </Stack>
  );
}
