import { Button, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/api.ts";
import { ConfirmDialog } from "../../parts/confirm-dialog.tsx";
import { showDone, showProblem } from "../../parts/notices.tsx";
import type { ConnectionItem } from "./connection-card.tsx";

/** Pauses a connection, or lets it go on. Events are kept meanwhile. */
export function PauseConnection({ item: { name, paused } }: { readonly item: ConnectionItem }) {
  const [opened, { open, close }] = useDisclosure(false);
  const [because, setBecause] = useState("");
  const client = useQueryClient();
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: ["/connections"] });
  const resume = useMutation({
    mutationFn: () => api.post("/controls/resume", { body: { scope: "connection", name } }),
    onSuccess: async () => {
      await refresh();
      showDone(`${name} goes on.`);
    },
    onError: showProblem,
  });
  const pause = useMutation({
    mutationFn: () => api.post("/controls/pause", { body: { scope: "connection", name, because } }),
    onSuccess: async () => {
      await refresh();
      close();
      showDone(`${name} is paused.`, () => resume.mutateAsync());
    },
    onError: showProblem,
  });
  if (paused !== null) {
    return (
      <Button size="compact-sm" variant="default" loading={resume.isPending} onClick={() => resume.mutate()}>
        Resume
      </Button>
    );
  }
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={open}>
        Pause
      </Button>
      <ConfirmDialog
        opened={opened}
        onClose={close}
        title={`Pause ${name}?`}
        confirm="Pause"
        busy={pause.isPending}
        disabled={because.trim() === ""}
        onConfirm={() => pause.mutate()}
      >
        <Text>Nothing is sent through it until you resume. Events are kept; their runs wait and go on then.</Text>
        <Textarea
          label="Why"
          description="Shown to everybody, and kept."
          data-autofocus
          value={because}
          onChange={({ currentTarget }) => setBecause(currentTarget.value)}
        />
      </ConfirmDialog>
    </>
  );
}
