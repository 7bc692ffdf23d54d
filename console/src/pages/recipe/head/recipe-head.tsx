import { ActionIcon, Group, Text, Tooltip } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { ResetIcon } from "@radix-ui/react-icons";
import { PageHeader } from "../../../parts/page-header.tsx";
import { StatusBadge } from "../../../parts/status-badge.tsx";
import { TextLink } from "../../../parts/text-link.tsx";
import { Time } from "../../../parts/time.tsx";
import { RECIPE_VERSION, recipeStateOf } from "../../../words/recipe-states.ts";
import { useEditor } from "../document/editor.tsx";
import { ProblemList } from "./problem-list.tsx";
import { Publish } from "./publish.tsx";
import { RecipeMenu } from "./recipe-menu.tsx";

/** Name, state and what can be done with the whole recipe. */
export function RecipeHead() {
  const { recipe, shape, mayEdit, undo, redo, canUndo, canRedo } = useEditor();
  useHotkeys([
    ["mod+Z", undo],
    ["mod+shift+Z", redo],
    ["mod+Y", redo],
  ]);
  const { label, tone, because } = recipeStateOf(recipe);
  return (
    <>
      <PageHeader
        trail={
          <TextLink to="/recipes" size="sm">
            All recipes
          </TextLink>
        }
        title={shape?.title || recipe.title}
        beside={
          <Group gap={6}>
            <StatusBadge label={label} tone={tone} />
            {recipe.version.state !== "shipped" && <StatusBadge {...RECIPE_VERSION[recipe.version.state]} />}
          </Group>
        }
        hint={[shape?.description, recipe.on ? "" : because].filter(Boolean).join(" ")}
        actions={
          mayEdit && (
            <>
              <Step label="Undo" onClick={undo} disabled={!canUndo} />
              <Step label="Redo" onClick={redo} disabled={!canRedo} mirrored />
              <RecipeMenu />
              <Publish />
            </>
          )
        }
      />
      <DraftLine />
      <ProblemList />
    </>
  );
}

interface StepProps {
  readonly label: string;
  readonly onClick: () => void;
  readonly disabled: boolean;
  readonly mirrored?: boolean;
}

function Step({ label, onClick, disabled, mirrored = false }: StepProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" size="lg" aria-label={label} onClick={onClick} disabled={disabled}>
        <ResetIcon aria-hidden style={mirrored ? { transform: "scaleX(-1)" } : undefined} />
      </ActionIcon>
    </Tooltip>
  );
}

/** What is being worked on: a draft, saved or on its way. The line is always there, so that nothing moves. */
function DraftLine() {
  const { recipe, busy } = useEditor();
  const { draft } = recipe;
  return (
    <Text size="sm" c="dimmed" mb="md" role="status">
      {busy ? (
        "Saving…"
      ) : draft === null ? (
        "What runs now. The first change begins a draft."
      ) : (
        <>
          Draft saved <Time value={draft.changedAt} relative /> by {draft.changedBy}. What runs stays as it is until you
          publish.
          {draft.publishedHasMoved && " What runs has changed since this draft was begun; look at the difference."}
        </>
      )}
    </Text>
  );
}
