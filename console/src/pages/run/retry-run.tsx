import { Button, Modal, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import type { RunDetail } from "../../../../runtime/api/contract/runs.ts";
import { answerQuery } from "../../api/queries.ts";
import { PagePending } from "../../app/page-pending.tsx";
import { RetryForm } from "./retry-form.tsx";

/** Runs an ended run again: whole or from a step, as it came or edited. */
export function RetryRun({ run }: { readonly run: RunDetail }) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant={run.status === "failed" ? "filled" : "default"} onClick={open}>
        Run again
      </Button>
      <Modal opened={opened} onClose={close} size="lg" title={`Run ${run.order.name ?? `run ${run.id}`} again`}>
        {opened && <Asking run={run} onClose={close} />}
      </Modal>
    </>
  );
}

function Asking({ run, onClose }: { readonly run: RunDetail; readonly onClose: () => void }) {
  const input = useQuery(answerQuery("/runs/:id/input", { params: { id: String(run.id) } }));
  if (input.error !== null) return <Text role="alert">{input.error.message}</Text>;
  if (input.data === undefined) return <PagePending />;
  return <RetryForm run={run} input={input.data} onClose={onClose} />;
}
