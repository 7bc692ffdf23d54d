import { Button, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { RunDetail } from "../../../../runtime/api/contract/runs.ts";
import { api } from "../../api/api.ts";
import { answerQuery } from "../../api/queries.ts";
import { ConfirmDialog } from "../../parts/confirm-dialog.tsx";
import { showDone, showProblem } from "../../parts/notices.tsx";

/** Cancels a run that waits or goes on; asks why, for the history. */
export function CancelRun({ run }: { readonly run: RunDetail }) {
  const [opened, { open, close }] = useDisclosure(false);
  const [because, setBecause] = useState("");
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => api.post("/runs/:id/cancel", { params: { id: run.id }, body: { because } }),
    onSuccess: (now) => {
      client.setQueryData(answerQuery("/runs/:id", { params: { id: String(run.id) } }).queryKey, now);
      close();
      showDone(`Run ${run.id} is cancelled.`);
    },
    onError: showProblem,
  });
  return (
    <>
      <Button variant="default" onClick={open}>
        Cancel the run
      </Button>
      <ConfirmDialog
        opened={opened}
        onClose={close}
        title={`Cancel run ${run.id}?`}
        confirm="Cancel the run"
        dangerous
        busy={cancel.isPending}
        disabled={because.trim() === ""}
        onConfirm={() => cancel.mutate()}
      >
        <Text>
          {run.status === "waiting" ? "It has not begun; nothing will be done." : "It ends after its current step."} The
          order’s next change starts a new run.
        </Text>
        <Textarea
          label="Why"
          description="Kept in the run’s history."
          data-autofocus
          value={because}
          onChange={({ currentTarget }) => setBecause(currentTarget.value)}
        />
      </ConfirmDialog>
    </>
  );
}
