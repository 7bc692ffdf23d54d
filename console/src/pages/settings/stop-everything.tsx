import { Button, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/api.ts";
import { ConfirmDialog } from "../../parts/confirm-dialog.tsx";
import { showDone, showProblem } from "../../parts/notices.tsx";

/** The switch for when something goes badly wrong. */
export function StopEverything() {
  const client = useQueryClient();
  const [opened, { open, close }] = useDisclosure(false);
  const [because, setBecause] = useState("");
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: ["/controls"] });
  const stop = useMutation({
    mutationFn: () => api.post("/controls/stop-everything", { body: { because } }),
    onSuccess: async () => {
      await refresh();
      close();
      setBecause("");
      showDone("Everything is stopped.", () =>
        api.post("/controls/resume-everything", { body: {} }).then(() => refresh()),
      );
    },
    onError: showProblem,
  });
  return (
    <>
      <Button color="brick" onClick={open}>
        Stop everything
      </Button>
      <ConfirmDialog
        opened={opened}
        onClose={close}
        title="Stop everything?"
        confirm="Stop everything"
        dangerous
        busy={stop.isPending}
        disabled={because.trim() === ""}
        onConfirm={() => stop.mutate()}
      >
        <Text>
          Nothing more is sent to Shopify, Peoplevox or anybody until somebody resumes. Events are kept; their runs
          wait.
        </Text>
        <Textarea
          label="Why"
          description="Shown to everybody on every page, and kept."
          data-autofocus
          autosize
          minRows={2}
          maxLength={1_000}
          value={because}
          onChange={({ currentTarget }) => setBecause(currentTarget.value)}
        />
      </ConfirmDialog>
    </>
  );
}
