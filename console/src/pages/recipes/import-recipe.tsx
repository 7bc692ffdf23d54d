import { Button, Checkbox, FileButton, Stack, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { UploadIcon } from "@radix-ui/react-icons";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../api/api.ts";
import { ConfirmDialog } from "../../parts/confirm-dialog.tsx";
import { ProblemText } from "../../parts/problem-text.tsx";

/** Takes a recipe's text in, as a file or pasted. It becomes a draft and runs only once it is published. */
export function ImportRecipe() {
  const [opened, { open, close }] = useDisclosure(false);
  const [yaml, setYaml] = useState("");
  const [replaceDraft, setReplaceDraft] = useState(false);
  const navigate = useNavigate();
  const take = useMutation({
    mutationFn: () => api.post("/recipes/import", { body: { yaml, replaceDraft } }),
    onSuccess: ({ name }) => navigate({ to: "/recipes/$name", params: { name } }),
  });
  return (
    <>
      <Button variant="default" leftSection={<UploadIcon aria-hidden />} onClick={open}>
        Import
      </Button>
      <ConfirmDialog
        opened={opened}
        onClose={close}
        title="Import a recipe"
        confirm="Import as a draft"
        busy={take.isPending}
        disabled={yaml.trim() === ""}
        onConfirm={() => take.mutate()}
      >
        <Stack>
          <Text size="sm" c="dimmed">
            It becomes a draft under the name that stands in it. Nothing runs before somebody publishes it.
          </Text>
          <FileButton accept=".yaml,.yml,text/yaml" onChange={(file) => void file?.text().then(setYaml)}>
            {(props) => (
              <Button {...props} variant="light">
                Choose a file
              </Button>
            )}
          </FileButton>
          <Textarea
            label="Or paste its YAML"
            autosize
            minRows={6}
            maxRows={14}
            spellCheck={false}
            styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: "0.8125rem" } }}
            value={yaml}
            onChange={({ currentTarget }) => setYaml(currentTarget.value)}
          />
          <Checkbox
            label="Replace a draft that is there already"
            checked={replaceDraft}
            onChange={({ currentTarget }) => setReplaceDraft(currentTarget.checked)}
          />
          <ProblemText error={take.error} />
        </Stack>
      </ConfirmDialog>
    </>
  );
}
