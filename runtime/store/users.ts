import { randomUUID } from "node:crypto";
import { Conditions } from "./conditions.ts";
import type { Queryable } from "./database.ts";
import { oneRow } from "./one-row.ts";

export const USER_ROLES = ["operator", "editor", "admin"] as const;
export type UserRole = (typeof USER_ROLES)[number];

/** Somebody who may sign in. */
export interface StoredUser {
  readonly id: string;
  /** Unique; exceptions and the audit log know people by it. */
  readonly name: string;
  /** In lower case; `null` for the local administrator and where the identity provider tells none. */
  readonly email: string | null;
  readonly role: UserRole;
  readonly disabled: boolean;
  readonly hasPassword: boolean;
  readonly oidc: boolean;
  readonly createdAt: Date;
}

export interface ListedUser extends StoredUser {
  readonly lastSeenAt: Date | null;
  readonly sessions: number;
}

export interface NewUser {
  readonly name: string;
  readonly email: string | null;
  readonly role: UserRole;
  /** The identity provider's issuer and subject. */
  readonly oidcSubject?: string;
}

export interface UserChange {
  readonly name?: string;
  readonly email?: string;
  readonly role?: UserRole;
  readonly disabled?: boolean;
}

/** The change would break a promise about users. Nothing was changed. */
export class UserRefusedError extends Error {
  readonly code = "user-refused";
}

const COLUMNS = `id, name, email, role, disabled, password_hash IS NOT NULL AS "hasPassword",
  oidc_subject IS NOT NULL AS oidc, created_at AS "createdAt"`;

export async function listUsers(database: Queryable): Promise<ListedUser[]> {
  const { rows } = await database.query<ListedUser>(
    `SELECT ${COLUMNS}, s.seen AS "lastSeenAt", COALESCE(s.live, 0)::int AS sessions FROM lastedit.users
     LEFT JOIN (SELECT user_id, max(seen_at) AS seen, count(*) FILTER (WHERE expires_at > now()) AS live
       FROM lastedit.sessions GROUP BY user_id) AS s ON s.user_id = id
     ORDER BY lower(name)`,
  );
  return rows;
}

/** By id, e-mail or name; `null` when there is none. */
export async function findUser(database: Queryable, named: string): Promise<StoredUser | null> {
  const { rows } = await database.query<StoredUser>(
    `SELECT ${COLUMNS} FROM lastedit.users WHERE id::text = $1 OR lower(email) = lower($1) OR lower(name) = lower($1)
     ORDER BY id::text = $1 DESC, lower(email) = lower($1) DESC NULLS LAST LIMIT 1`,
    [named],
  );
  return rows[0] ?? null;
}

export async function findUserBySubject(database: Queryable, oidcSubject: string): Promise<StoredUser | null> {
  const { rows } = await database.query<StoredUser>(`SELECT ${COLUMNS} FROM lastedit.users WHERE oidc_subject = $1`, [
    oidcSubject,
  ]);
  return rows[0] ?? null;
}

/** The password's hash of the user with this e-mail; `null` when there is no such user, or they have no password. */
export async function readPasswordHash(
  database: Queryable,
  email: string,
): Promise<{ readonly userId: string; readonly hash: string } | null> {
  const { rows } = await database.query<{ userId: string; hash: string }>(
    `SELECT id AS "userId", password_hash AS hash FROM lastedit.users
     WHERE lower(email) = lower($1) AND password_hash IS NOT NULL AND NOT disabled`,
    [email],
  );
  return rows[0] ?? null;
}

/** Whether somebody can sign in with a password. */
export async function anyoneHasPassword(database: Queryable): Promise<boolean> {
  const { rows } = await database.query<{ any: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM lastedit.users WHERE password_hash IS NOT NULL AND NOT disabled) AS any`,
  );
  return oneRow(rows).any;
}

/** @throws {UserRefusedError} When the name or the e-mail is taken */
export async function addUser(database: Queryable, user: NewUser): Promise<StoredUser> {
  return refusingDuplicates(async () => {
    const { rows } = await database.query<StoredUser>(
      `INSERT INTO lastedit.users (id, name, email, role, oidc_subject) VALUES ($1, $2, $3, $4, $5) RETURNING ${COLUMNS}`,
      [randomUUID(), user.name, user.email, user.role, user.oidcSubject ?? null],
    );
    return oneRow(rows);
  });
}

/**
 * @returns `null` when there is no such user
 * @throws {UserRefusedError} When the name or the e-mail is taken, or no administrator would be left
 */
export async function changeUser(tx: Queryable, id: string, change: UserChange): Promise<StoredUser | null> {
  const where = new Conditions().add("id = ?", id);
  const columns = { name: change.name, email: change.email, role: change.role, disabled: change.disabled };
  const set = Object.entries(columns).filter(([, value]) => value !== undefined);
  const changed = await refusingDuplicates(async () => {
    const assignments = set.map(([column], index) => `${column} = $${index + 2}`).join(", ") || "role = role";
    const { rows } = await tx.query<StoredUser>(
      `UPDATE lastedit.users SET ${assignments} WHERE ${where.sql} RETURNING ${COLUMNS}`,
      [id, ...set.map(([, value]) => value)],
    );
    return rows[0] ?? null;
  });
  await keepAnAdmin(tx);
  return changed;
}

/** @throws {UserRefusedError} When no administrator would be left */
export async function removeUser(tx: Queryable, id: string): Promise<boolean> {
  const { affected } = await tx.query("DELETE FROM lastedit.users WHERE id = $1", [id]);
  await keepAnAdmin(tx);
  return affected > 0;
}

export async function savePasswordHash(database: Queryable, userId: string, hash: string | null): Promise<void> {
  await database.query("UPDATE lastedit.users SET password_hash = $2 WHERE id = $1", [userId, hash]);
}

/** To be called in the transaction of the change, which is rolled back by what this throws. */
async function keepAnAdmin(tx: Queryable): Promise<void> {
  const { rows } = await tx.query<{ admins: number }>(
    "SELECT count(*)::int AS admins FROM lastedit.users WHERE role = 'admin' AND NOT disabled",
  );
  if (oneRow(rows).admins === 0) {
    throw new UserRefusedError(
      "Nobody would be left who may manage users. Make somebody else an admin first. Nothing was changed.",
    );
  }
}

async function refusingDuplicates<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if ((error as { code?: unknown }).code !== "23505") throw error;
    throw new UserRefusedError("Another user has this name or e-mail. Nothing was changed.");
  }
}
