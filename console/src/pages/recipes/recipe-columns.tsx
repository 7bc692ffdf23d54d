import { Group, Text } from "@mantine/core";
import type { RecipeItem } from "../../../../runtime/api/contract/recipe-parts.ts";
import type { Column } from "../../parts/data-table.tsx";
import { RowLink } from "../../parts/row-link.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { RECIPE_VERSION, recipeStateOf } from "../../words/recipe-states.ts";
import { LastRuns } from "./last-runs.tsx";

/** A recipe in a list. */
export const RECIPE_COLUMNS: readonly Column<RecipeItem>[] = [
  {
    key: "title",
    title: "Recipe",
    phone: "head",
    cell: ({ name, title }) => (
      <>
        <RowLink to="/recipes/$name" params={{ name }}>
          {title}
        </RowLink>
        <Text size="xs" c="dimmed" fw={400}>
          {name}
        </Text>
      </>
    ),
  },
  {
    key: "state",
    title: "State",
    width: "15rem",
    cell: (recipe) => {
      const { label, tone, because } = recipeStateOf(recipe);
      return (
        <>
          <StatusBadge label={label} tone={tone} />
          {label !== "On" && (
            <Text size="xs" c="dimmed" mt={2} lineClamp={2}>
              {because}
            </Text>
          )}
        </>
      );
    },
  },
  {
    key: "version",
    title: "Version",
    width: "13rem",
    cell: ({ version, hasDraft }) => (
      <Group gap={6}>
        {version.state === "shipped" ? (
          <Text size="sm">{RECIPE_VERSION.shipped.label}</Text>
        ) : (
          <StatusBadge {...RECIPE_VERSION[version.state]} />
        )}
        {hasDraft && <StatusBadge label="Draft" tone="look" />}
      </Group>
    ),
  },
  { key: "runs", title: "Last runs", width: "14rem", cell: (recipe) => <LastRuns recipe={recipe} /> },
];
