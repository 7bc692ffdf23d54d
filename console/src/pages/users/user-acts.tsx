import { Button, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { User } from "../../../../runtime/api/contract/people.ts";
import { api } from "../../api/api.ts";
import { useSession } from "../../api/session.ts";
import { ConfirmDialog } from "../../parts/confirm-dialog.tsx";
import { showDone, showProblem } from "../../parts/notices.tsx";

interface UserActsProps {
  readonly user: User;
  readonly onLink: () => void;
  readonly onChange: () => void;
}

/** What can be done with a user. Nobody can lock themselves out. */
export function UserActs({ user, onLink, onChange }: UserActsProps) {
  const { id, name, disabled } = user;
  const myself = useSession().user.id === id;
  const client = useQueryClient();
  const [asking, { open, close }] = useDisclosure(false);
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: ["/users"] });
  const turn = (off: boolean) =>
    api.patch("/users/:id", { params: { id }, body: { disabled: off } }).then(() => refresh());
  const disable = useMutation({
    mutationFn: () => turn(!disabled),
    onSuccess: () =>
      showDone(disabled ? `${name} may sign in again.` : `${name} is disabled and signed out.`, () => turn(disabled)),
    onError: showProblem,
  });
  const remove = useMutation({
    mutationFn: () => api.delete("/users/:id", { params: { id } }),
    onSuccess: async () => {
      await refresh();
      showDone(`${name} is removed.`);
    },
    onError: showProblem,
  });
  return (
    <Group gap={6}>
      {!disabled && (
        <Button size="compact-sm" variant="default" aria-label={`Link for ${name}`} onClick={onLink}>
          Link
        </Button>
      )}
      <Button size="compact-sm" variant="default" aria-label={`Change ${name}`} onClick={onChange}>
        Change
      </Button>
      {!myself && (
        <>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`${disabled ? "Enable" : "Disable"} ${name}`}
            loading={disable.isPending}
            onClick={() => disable.mutate()}
          >
            {disabled ? "Enable" : "Disable"}
          </Button>
          <Button size="compact-sm" variant="default" aria-label={`Remove ${name}`} onClick={open}>
            Remove
          </Button>
          <ConfirmDialog
            opened={asking}
            onClose={close}
            title={`Remove ${name}?`}
            confirm="Remove the user"
            dangerous
            busy={remove.isPending}
            onConfirm={() => remove.mutate()}
          >
            They are signed out at once. What they did stays in the audit log under their name. This cannot be taken
            back.
          </ConfirmDialog>
        </>
      )}
    </Group>
  );
}
