import { makeLocalSignInLink } from "../../api/auth/sign-in-links.ts";
import { writeAuditEntry } from "../../store/audit-log.ts";
import type { Database } from "../../store/database.ts";
import { endSessionsOf } from "../../store/sessions.ts";
import { addUser, changeUser, findUser, listUsers, removeUser, UserRefusedError } from "../../store/users.ts";
import type { ListedUser, NewUser, StoredUser, UserChange } from "../../store/users.ts";
import { RefusedError } from "./backend.ts";
import type { Json } from "./backend.ts";

export interface LocalSignInLink {
  /** Path of the console, with the token behind `#`. */
  readonly path: string;
  readonly user: string;
  readonly expiresAt: string;
}

/** Who may use the console, for whoever may use this machine's commands. `by` is their name. */
export interface PeopleDesk {
  users(): Promise<Json<ListedUser>[]>;
  addUser(user: Pick<NewUser, "name" | "email" | "role">, by: string): Promise<Json<StoredUser>>;
  /** @param named - E-mail, name or id */
  changeUser(named: string, change: UserChange, by: string): Promise<Json<StoredUser>>;
  removeUser(named: string, by: string): Promise<void>;
  /** @param named - Without it the first administrator, who is made when there is none */
  signInLink(named: string | null, by: string): Promise<LocalSignInLink>;
}

/** Answers from the database that this process has open. */
export function ownPeopleDesk(database: Database): PeopleDesk {
  const note = (what: string, subject: string, by: string, after: unknown): Promise<void> =>
    writeAuditEntry(database, { by, userId: null, what, subject, before: null, after, fromAddress: "" });

  async function find(named: string): Promise<StoredUser> {
    const user = await findUser(database, named);
    if (user === null) throw new RefusedError(`There is no user "${named}". Nothing was changed.`);
    return user;
  }

  return {
    users: async () => plain(await listUsers(database)),
    async addUser(user, by) {
      const added = await refusing(() => addUser(database, user));
      await note("people.createUser", added.name, by, user);
      return plain(added);
    },
    async changeUser(named, change, by) {
      const { id, name } = await find(named);
      const changed = await refusing(() =>
        database.transaction(async (tx) => {
          if (change.disabled === true) await endSessionsOf(tx, id);
          return changeUser(tx, id, change);
        }),
      );
      await note("people.changeUser", name, by, change);
      return plain(changed ?? (await find(id)));
    },
    async removeUser(named, by) {
      const { id, name } = await find(named);
      await refusing(() => database.transaction((tx) => removeUser(tx, id)));
      await note("people.deleteUser", name, by, null);
    },
    async signInLink(named, by) {
      const { path, user, expiresAt } = await makeLocalSignInLink(database, named ?? undefined);
      await note("people.makeLink", user, by, null);
      return { path, user, expiresAt: expiresAt.toISOString() };
    },
  };
}

async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof UserRefusedError ? new RefusedError(error.message) : error;
  }
}

function plain<T>(value: T): Json<T> {
  return JSON.parse(JSON.stringify(value)) as Json<T>;
}
