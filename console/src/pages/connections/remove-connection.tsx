import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/api.ts";
import { ConfirmDialog } from "../../parts/confirm-dialog.tsx";
import { showDone, showProblem } from "../../parts/notices.tsx";
import type { ConnectionItem } from "./connection-card.tsx";

/** Removes a connection that no running recipe needs. Its secrets are gone then. */
export function RemoveConnection({ item: { name } }: { readonly item: ConnectionItem }) {
  const [opened, { open, close }] = useDisclosure(false);
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api.delete("/connections/:name", { params: { name } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["/connections"] });
      close();
      showDone(`${name} is removed.`);
    },
    onError: showProblem,
  });
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={open}>
        Remove
      </Button>
      <ConfirmDialog
        opened={opened}
        onClose={close}
        title={`Remove ${name}?`}
        confirm="Remove the connection"
        dangerous
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        Its secrets are deleted; this cannot be taken back. It is refused while a recipe that runs needs it.
      </ConfirmDialog>
    </>
  );
}
