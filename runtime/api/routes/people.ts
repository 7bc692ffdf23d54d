import { searchAuditLog } from "../../store/audit-log.ts";
import type { AuditLogEntry } from "../../store/audit-log.ts";
import { endSessionsOf } from "../../store/sessions.ts";
import { addUser, changeUser, findUser, listUsers, removeUser } from "../../store/users.ts";
import type { ListedUser } from "../../store/users.ts";
import type { ApiContext } from "../api-context.ts";
import { notFound, refused } from "../api-error.ts";
import { makeSignInLink } from "../auth/sign-in-links.ts";
import type { AuditEntry, PEOPLE, User } from "../contract/people.ts";
import type { Handlers } from "../handlers.ts";
import { csvOf } from "../recipes/csv.ts";

const MOST_IN_CSV = 50_000;

export function peopleRoutes(context: ApiContext): Handlers<typeof PEOPLE> {
  const { database } = context.store;

  async function userView(id: string): Promise<User> {
    const found = (await listUsers(database)).find((user) => user.id === id);
    if (found === undefined) throw notFound("such user");
    return viewOf(found);
  }

  return {
    listUsers: async () => ({ items: (await listUsers(database)).map(viewOf) }),
    async createUser({ body, audit }) {
      const { id, name } = await addUser(database, body);
      audit({ subject: name });
      return userView(id);
    },
    async changeUser({ params: { id }, body, person, audit }) {
      const before = await findUser(database, id);
      if (before === null) throw notFound("such user");
      if (before.oidc && body.role !== undefined && body.role !== before.role) {
        throw refused(`The identity provider says ${before.name}'s role. Nothing was changed.`);
      }
      if (id === person.userId && body.disabled === true) {
        throw refused("You cannot disable yourself. Nothing was changed.");
      }
      await database.transaction(async (tx) => {
        await changeUser(tx, id, body);
        // Whoever may do less, or nothing, from now on begins anew.
        if (body.disabled === true) await endSessionsOf(tx, id);
      });
      const { name, email, role, disabled } = before;
      audit({ subject: name, before: { name, email, role, disabled }, after: body });
      return userView(id);
    },
    async deleteUser({ params: { id }, person, audit }) {
      const user = await findUser(database, id);
      if (user === null) throw notFound("such user");
      if (id === person.userId) throw refused("You cannot remove yourself. Nothing was changed.");
      await database.transaction((tx) => removeUser(tx, id));
      audit({ subject: user.name, before: { email: user.email, role: user.role } });
      return {};
    },
    async makeLink({ params: { id }, audit }) {
      const user = await findUser(database, id);
      if (user === null) throw notFound("such user");
      const { path, expiresAt } = await makeSignInLink(database, user);
      audit({ subject: user.name, after: null });
      return { url: context.consoleUrl() + path, expiresAt: expiresAt.toISOString() };
    },
    async audit({ query: { by, what, subject, from, to, before, limit } }) {
      const { entries, next } = await searchAuditLog(database, {
        by,
        what,
        subject,
        from: from === undefined ? undefined : new Date(from),
        to: to === undefined ? undefined : new Date(to),
        before,
        limit,
      });
      return { items: entries.map(entryView), next: next === null ? null : String(next) };
    },
    async auditCsv() {
      const { entries } = await searchAuditLog(database, { limit: MOST_IN_CSV });
      const rows = entries.map(({ at, by, what, subject, fromAddress, before, after }) => [
        at.toISOString(),
        by,
        what,
        subject,
        fromAddress,
        JSON.stringify(before),
        JSON.stringify(after),
      ]);
      return {
        fileName: "lastedit-audit.csv",
        body: csvOf(["at (UTC)", "by", "what", "subject", "from", "before", "after"], rows),
      };
    },
  };
}

function viewOf({ createdAt, lastSeenAt, ...user }: ListedUser): User {
  return { ...user, createdAt: createdAt.toISOString(), lastSeenAt: lastSeenAt?.toISOString() ?? null };
}

function entryView({ id, at, by, what, subject, before, after, fromAddress }: AuditLogEntry): AuditEntry {
  return { id, at: at.toISOString(), by, what, subject, before, after, from: fromAddress };
}
