import { Button, Paper, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { User } from "../../../../runtime/api/contract/people.ts";
import { answerQuery } from "../../api/queries.ts";
import { PagePending } from "../../app/page-pending.tsx";
import { DataTable } from "../../parts/data-table.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { OneTimeLink } from "./one-time-link.tsx";
import { UserActs } from "./user-acts.tsx";
import { USER_COLUMNS } from "./user-columns.tsx";
import { UserForm } from "./user-form.tsx";

type Dialog =
  | { readonly is: "add" }
  | { readonly is: "change"; readonly user: User }
  | { readonly is: "link"; readonly user: User };

/** Who may sign in, and what they may do. */
export function UsersPage() {
  const { data, error, refetch } = useQuery(answerQuery("/users"));
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const close = (): void => setDialog(null);
  const acts = {
    key: "acts",
    title: "Acts",
    width: "16rem",
    cell: (user: User) => (
      <UserActs
        user={user}
        onLink={() => setDialog({ is: "link", user })}
        onChange={() => setDialog({ is: "change", user })}
      />
    ),
  };
  return (
    <>
      <PageHeader
        title="Users"
        manual={{ page: "console-access", section: "roles" }}
        hint="Who may sign in, and what they may do."
        actions={<Button onClick={() => setDialog({ is: "add" })}>Add a user</Button>}
      />
      {data === undefined && error !== null ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <PagePending />
      ) : (
        <Paper style={{ overflow: "hidden" }}>
          <DataTable
            label="Users"
            columns={[...USER_COLUMNS, acts]}
            rows={data.items}
            rowKey={({ id }) => id}
            rowName={({ name }) => name}
          />
        </Paper>
      )}
      <Text size="sm" c="dimmed" mt="sm">
        Operators see everything, work exceptions and replay runs. Editors also change recipes. Administrators also
        change connections, users and settings.
      </Text>
      {dialog?.is === "add" && <UserForm onClose={close} onAdded={(user) => setDialog({ is: "link", user })} />}
      {dialog?.is === "change" && <UserForm user={dialog.user} onClose={close} />}
      {dialog?.is === "link" && <OneTimeLink user={dialog.user} onClose={close} />}
    </>
  );
}
