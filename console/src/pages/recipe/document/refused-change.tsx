import { Alert, Button, CopyButton, Group, Text } from "@mantine/core";
import { useEditor } from "./editor.tsx";

/** Somebody else has changed the recipe meanwhile: nothing is lost, and the person decides. */
export function RefusedChange() {
  const { refused, settle, recipe } = useEditor();
  if (refused === null) return null;
  const by = recipe.draft?.changedBy ?? "Somebody else";
  const isText = "yaml" in refused;
  return (
    <Alert color="amber" title={`${by} has changed this recipe meanwhile`} mb="md" role="alert">
      <Text size="sm">
        Your last change is not saved yet; what you see is what is there now.
        {isText ? " Saving your text puts it in the place of theirs; theirs can be had back by undo." : ""}
      </Text>
      <Group mt="sm" gap="xs">
        <Button size="compact-md" onClick={() => settle("save")}>
          {isText ? "Save my text instead" : "Make my change there as well"}
        </Button>
        {isText && (
          <CopyButton value={refused.yaml}>
            {({ copied, copy }) => (
              <Button size="compact-md" variant="default" onClick={copy}>
                {copied ? "Copied" : "Copy my text"}
              </Button>
            )}
          </CopyButton>
        )}
        <Button size="compact-md" variant="default" onClick={() => settle("drop")}>
          Let mine go
        </Button>
      </Group>
    </Alert>
  );
}
