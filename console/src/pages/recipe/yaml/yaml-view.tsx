import { Button, CopyButton, Group, Stack, Text } from "@mantine/core";
import { useEditor } from "../document/editor.tsx";
import { recipeRoute } from "../route.ts";
import { useTypedText } from "./use-typed-text.ts";
import { YamlText } from "./yaml-text.tsx";

/** The recipe's text. It is the document that the chain shows, with its comments. */
export default function YamlView() {
  const { recipe, mayEdit } = useEditor();
  const { step } = recipeRoute.useSearch();
  const { shown, unsaved, type, keep } = useTypedText();
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {mayEdit
            ? "The same recipe as under Build, comments included. It is saved as you type; nothing runs before you publish."
            : "The recipe’s text."}
        </Text>
        <CopyButton value={shown}>
          {({ copied, copy }) => (
            <Button size="compact-sm" variant="default" onClick={copy}>
              {copied ? "Copied" : "Copy"}
            </Button>
          )}
        </CopyButton>
      </Group>
      <YamlText
        value={shown}
        readOnly={!mayEdit}
        wrong={unsaved ? [] : recipe.found.map(({ line }) => line)}
        goTo={/^line:(\d+)$/.exec(step ?? "")?.[1]}
        onChange={type}
        onBlur={keep}
      />
    </Stack>
  );
}
