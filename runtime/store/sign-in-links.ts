import type { Queryable } from "./database.ts";

/** Keeps a link for one sign-in; an earlier one of the same user counts no more. */
export async function keepSignInLink(
  tx: Queryable,
  link: { readonly tokenDigest: string; readonly userId: string; readonly expiresAt: Date },
): Promise<void> {
  await tx.query("DELETE FROM lastedit.sign_in_links WHERE user_id = $1", [link.userId]);
  await tx.query("INSERT INTO lastedit.sign_in_links (token_digest, user_id, expires_at) VALUES ($1, $2, $3)", [
    link.tokenDigest,
    link.userId,
    link.expiresAt.toISOString(),
  ]);
}

/** Uses the link up; of two who come with it at once, one gets in. @returns The user's id, or `null` */
export async function takeSignInLink(database: Queryable, tokenDigest: string): Promise<string | null> {
  const { rows } = await database.query<{ userId: string; inTime: boolean }>(
    `DELETE FROM lastedit.sign_in_links USING lastedit.users WHERE token_digest = $1 AND id = user_id
     RETURNING user_id AS "userId", expires_at > now() AND NOT disabled AS "inTime"`,
    [tokenDigest],
  );
  return rows[0]?.inTime === true ? rows[0].userId : null;
}
