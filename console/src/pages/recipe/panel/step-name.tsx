import { Button, Group, TextInput } from "@mantine/core";
import { useState } from "react";
import { useEditor } from "../document/editor.tsx";

/** Renames a step, here and in the expressions that name it. */
export function StepName({ namespace }: { readonly namespace: string }) {
  const { save, select } = useEditor();
  const [name, setName] = useState(namespace);
  const wrong = !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || name === "trigger";
  const rename = async (): Promise<void> => {
    if (await save({ operations: [{ op: "rename-step", namespace, to: name }] }))
      select({ what: "step", namespace: name });
  };
  return (
    <Group align="flex-end" gap="xs" wrap="nowrap">
      <TextInput
        label="Name"
        description="Later steps read its result under this name."
        error={wrong ? "Letters, digits and _, as in order" : null}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        style={{ flex: 1 }}
      />
      <Button variant="default" disabled={wrong || name === namespace} onClick={() => void rename()}>
        Rename
      </Button>
    </Group>
  );
}
