import { Text } from "@mantine/core";
import type { User } from "../../../../runtime/api/contract/people.ts";
import type { Column } from "../../parts/data-table.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { Time } from "../../parts/time.tsx";
import { ROLE_WORDS } from "../../words/roles.ts";

/** A user in the list. */
export const USER_COLUMNS: readonly Column<User>[] = [
  {
    key: "name",
    title: "Name",
    phone: "head",
    cell: ({ name, email }) => (
      <>
        <Text size="sm" fw={580}>
          {name}
        </Text>
        <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
          {email ?? "no e-mail"}
        </Text>
      </>
    ),
  },
  {
    key: "role",
    title: "Role",
    width: "9rem",
    cell: ({ role, oidc }) => (
      <>
        {ROLE_WORDS[role]}
        {oidc && (
          <Text size="xs" c="dimmed">
            said by the identity provider
          </Text>
        )}
      </>
    ),
  },
  {
    key: "state",
    title: "State",
    width: "9rem",
    phone: "aside",
    cell: ({ disabled, hasPassword, oidc }) =>
      disabled ? (
        <StatusBadge label="Disabled" tone="quiet" />
      ) : hasPassword || oidc ? (
        <StatusBadge label="Active" tone="good" />
      ) : (
        <StatusBadge label="No password yet" tone="look" />
      ),
  },
  {
    key: "seen",
    title: "Last seen",
    width: "14rem",
    cell: ({ lastSeenAt, sessions }) => (
      <>
        {lastSeenAt === null ? "never" : <Time value={lastSeenAt} />}
        <Text size="xs" c="dimmed">
          {`${sessions} ${sessions === 1 ? "session" : "sessions"}`}
        </Text>
      </>
    ),
  },
];
