import type { Database } from "../../store/database.ts";
import { keepSignInLink } from "../../store/sign-in-links.ts";
import { addUser, findUser, listUsers } from "../../store/users.ts";
import type { StoredUser } from "../../store/users.ts";
import { refused } from "../api-error.ts";
import { digestOf, newToken } from "./tokens.ts";

/** A link is to be used at once; the longer it lies about, the more people may find it. */
const LINK_LIVES_MS = 15 * 60_000;
const FIRST_USER = "Administrator";

export interface SignInLink {
  /** Path of the console; the token stands behind `#`, so that no server's log has it. */
  readonly path: string;
  readonly user: string;
  readonly expiresAt: Date;
}

/** A link by which this user signs in once. An earlier one counts no more. */
export async function makeSignInLink(database: Database, user: StoredUser): Promise<SignInLink> {
  if (user.disabled) throw refused(`${user.name} is disabled. Nothing was changed.`);
  const token = newToken();
  const expiresAt = new Date(Date.now() + LINK_LIVES_MS);
  await database.transaction((tx) => keepSignInLink(tx, { tokenDigest: digestOf(token), userId: user.id, expiresAt }));
  return { path: `/sign-in#${token}`, user: user.name, expiresAt };
}

/**
 * As `makeSignInLink`, for whoever may use this machine's commands.
 *
 * @param named - E-mail, name or id; without it the first administrator, who is made when there is none
 */
export async function makeLocalSignInLink(database: Database, named?: string): Promise<SignInLink> {
  const user = named === undefined ? await anAdministrator(database) : await findUser(database, named);
  if (user === null) throw refused(`There is no user "${named ?? ""}". Nothing was changed.`);
  return makeSignInLink(database, user);
}

async function anAdministrator(database: Database): Promise<StoredUser> {
  const admins = (await listUsers(database)).filter(({ role, disabled }) => role === "admin" && !disabled);
  const oldest = admins.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())[0];
  return oldest ?? addUser(database, { name: FIRST_USER, email: null, role: "admin" });
}
