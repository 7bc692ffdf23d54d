import type { Queryable } from "./database.ts";
import type { UserRole } from "./users.ts";

export type SignInWay = "link" | "password" | "oidc";

export interface NewSession {
  readonly tokenDigest: string;
  readonly userId: string;
  readonly how: SignInWay;
  readonly fromAddress: string;
  readonly expiresAt: Date;
}

/** A session in force, with the user as they are now. */
export interface LiveSession {
  readonly tokenDigest: string;
  readonly userId: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: UserRole;
  readonly hasPassword: boolean;
  readonly how: SignInWay;
  readonly createdAt: Date;
  readonly seenAt: Date;
  readonly expiresAt: Date;
}

/** A session's user is told to be there at most this often, so that reading a page does not write each time. */
const NOTE_EVERY = "1 minute";

export async function openSession(database: Queryable, session: NewSession): Promise<void> {
  await database.query(
    "INSERT INTO lastedit.sessions (token_digest, user_id, how, from_address, expires_at) VALUES ($1, $2, $3, $4, $5)",
    [session.tokenDigest, session.userId, session.how, session.fromAddress, session.expiresAt.toISOString()],
  );
}

/**
 * The session with this token; it counts as used now.
 *
 * @param idleMs - A session that was not used for this long is over
 * @returns `null` when there is none in force, or its user is disabled
 */
export async function useSession(
  database: Queryable,
  tokenDigest: string,
  idleMs: number,
): Promise<LiveSession | null> {
  const { rows } = await database.query<LiveSession & { readonly stale: boolean }>(
    `SELECT token_digest AS "tokenDigest", user_id AS "userId", name, email, role, how,
       password_hash IS NOT NULL AS "hasPassword", s.created_at AS "createdAt", seen_at AS "seenAt",
       expires_at AS "expiresAt", seen_at < now() - interval '${NOTE_EVERY}' AS stale
     FROM lastedit.sessions AS s JOIN lastedit.users ON id = user_id
     WHERE token_digest = $1 AND expires_at > now() AND seen_at > now() - $2 * interval '1 millisecond' AND NOT disabled`,
    [tokenDigest, idleMs],
  );
  const [found] = rows;
  if (found === undefined) return null;
  const { stale, ...session } = found;
  if (stale)
    await database.query("UPDATE lastedit.sessions SET seen_at = now() WHERE token_digest = $1", [tokenDigest]);
  return session;
}

/** Whether a session may still be served; does not count as use. */
export async function isSessionInForce(database: Queryable, tokenDigest: string, idleMs: number): Promise<boolean> {
  const { rows } = await database.query(
    `SELECT 1 FROM lastedit.sessions JOIN lastedit.users ON id = user_id WHERE token_digest = $1 AND NOT disabled
     AND expires_at > now() AND seen_at > now() - $2 * interval '1 millisecond'`,
    [tokenDigest, idleMs],
  );
  return rows.length > 0;
}

export async function endSession(database: Queryable, tokenDigest: string): Promise<void> {
  await database.query("DELETE FROM lastedit.sessions WHERE token_digest = $1", [tokenDigest]);
}

/** @returns How many there were */
export async function endSessionsOf(database: Queryable, userId: string): Promise<number> {
  return (await database.query("DELETE FROM lastedit.sessions WHERE user_id = $1", [userId])).affected;
}

/** Takes out what is over: sessions, links, and failures that count no more. */
export async function forgetEndedSessions(database: Queryable, idleMs: number): Promise<void> {
  await database.query(
    "DELETE FROM lastedit.sessions WHERE expires_at < now() OR seen_at < now() - $1 * interval '1 millisecond'",
    [idleMs],
  );
  await database.query("DELETE FROM lastedit.sign_in_links WHERE expires_at < now()");
  await database.query("DELETE FROM lastedit.sign_in_failures WHERE last_at < now() - interval '1 day'");
}
