import { Button, Stack, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../../api/api.ts";
import { answerQuery } from "../../../api/queries.ts";
import { ConfirmDialog } from "../../../parts/confirm-dialog.tsx";
import { showDone } from "../../../parts/notices.tsx";
import { ProblemText } from "../../../parts/problem-text.tsx";
import { useEditor } from "../document/editor.tsx";
import { Diff } from "../versions/diff.tsx";

/** Puts the draft into force, with a note, after its difference was seen. */
export function Publish() {
  const { recipe, busy } = useEditor();
  const [opened, { open, close }] = useDisclosure(false);
  const [note, setNote] = useState("");
  const client = useQueryClient();
  const { name, hash, found, draft, published } = recipe;
  const publish = useMutation({
    mutationFn: () => api.post("/recipes/:name/publish", { params: { name }, body: { note, base: hash } }),
    onSuccess: (now) => {
      client.setQueryData(answerQuery("/recipes/:name", { params: { name } }).queryKey, now);
      void client.invalidateQueries({ queryKey: ["/recipes"] });
      close();
      setNote("");
      showDone(now.on ? "Published. New events run it." : "Published. It is switched off; switch it on when you like.");
    },
  });
  const why =
    draft === null
      ? "There is no draft: what you see is what runs."
      : found.length > 0
        ? "Something is wrong with it; see above."
        : "";
  return (
    <>
      <Button onClick={open} disabled={why !== ""} title={why}>
        Publish
      </Button>
      <ConfirmDialog
        opened={opened}
        onClose={close}
        title={`Publish “${recipe.title}”?`}
        confirm="Publish"
        busy={publish.isPending || busy}
        onConfirm={() => publish.mutate()}
      >
        <Stack>
          <Text size="sm">New events run it from now on; runs that have begun go on as they were.</Text>
          <Diff name={name} from={published === null ? null : "published"} to="draft" stamp={hash} />
          <Textarea
            label="Note"
            description="What you changed and why, for the versions and the audit log."
            data-autofocus
            maxLength={1000}
            value={note}
            onChange={({ currentTarget }) => setNote(currentTarget.value)}
          />
          <ProblemText error={publish.error} />
        </Stack>
      </ConfirmDialog>
    </>
  );
}
