import { Button, Group, Modal, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { User } from "../../../../runtime/api/contract/people.ts";
import type { Role } from "../../../../runtime/api/contract/route-table.ts";
import { api } from "../../api/api.ts";
import { ApiError } from "../../api/api-error.ts";
import { FocusBack } from "../../parts/focus-back.tsx";
import { showDone } from "../../parts/notices.tsx";
import { ProblemText } from "../../parts/problem-text.tsx";
import { ROLE_WORDS } from "../../words/roles.ts";

interface UserFormProps {
  /** The one to change; without it a new one is added. */
  readonly user?: User;
  readonly onClose: () => void;
  readonly onAdded?: (user: User) => void;
}

const ROLES = Object.entries(ROLE_WORDS).map(([value, label]) => ({ value, label }));

/** Adds or changes a user. They set their password themselves. */
export function UserForm({ user, onClose, onAdded }: UserFormProps) {
  const client = useQueryClient();
  const [name, setName] = useState(user?.name ?? "");
  const [email, setEmail] = useState(user?.email ?? "");
  const [role, setRole] = useState<Role>(user?.role ?? "operator");
  const save = useMutation({
    mutationFn: () =>
      user === undefined
        ? api.post("/users", { body: { name, email, role } })
        : api.patch("/users/:id", {
            params: { id: user.id },
            body: { name, ...(email === "" ? {} : { email }), ...(user.oidc ? {} : { role }) },
          }),
    onSuccess: async (now) => {
      await client.invalidateQueries({ queryKey: ["/users"] });
      showDone(user === undefined ? `${now.name} is added.` : `${now.name} is changed.`);
      onClose();
      onAdded?.(now);
    },
  });
  const refusal = save.error instanceof ApiError ? save.error : null;
  return (
    <Modal opened onClose={onClose} title={user === undefined ? "Add a user" : `Change ${user.name}`}>
      <FocusBack />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack>
          <TextInput
            label="Name"
            data-autofocus
            maxLength={100}
            value={name}
            error={refusal?.about("name")}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <TextInput
            label="E-mail"
            type="email"
            maxLength={254}
            value={email}
            error={refusal?.about("email")}
            onChange={({ currentTarget }) => setEmail(currentTarget.value)}
          />
          <NativeSelect
            label="Role"
            description={user?.oidc === true ? "The identity provider says it." : undefined}
            disabled={user?.oidc === true}
            data={ROLES}
            value={role}
            onChange={({ currentTarget }) => setRole(currentTarget.value as Role)}
          />
          <ProblemText error={save.error} fields={["name", "email"]} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Back
            </Button>
            <Button type="submit" loading={save.isPending} disabled={name.trim() === ""}>
              {user === undefined ? "Add the user" : "Save"}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
