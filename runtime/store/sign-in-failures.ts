import type { Queryable } from "./database.ts";

/** How often one account, or one address, may fail before it has to wait. */
export interface FailureLimit {
  readonly failures: number;
  /** How long it then waits, and how long a failure counts. */
  readonly lockMs: number;
}

/** When the first of these may try again; `null` when all may now. */
export async function lockedUntil(database: Queryable, subjects: readonly string[]): Promise<Date | null> {
  const { rows } = await database.query<{ until: Date | null }>(
    "SELECT max(locked_until) AS until FROM lastedit.sign_in_failures WHERE subject = ANY($1) AND locked_until > now()",
    [[...subjects]],
  );
  return rows[0]?.until ?? null;
}

/** Counts a failure, over all processes. */
export async function noteSignInFailure(database: Queryable, subject: string, limit: FailureLimit): Promise<void> {
  await database.query(
    `INSERT INTO lastedit.sign_in_failures AS f (subject, failures, last_at) VALUES ($1, 1, now())
     ON CONFLICT (subject) DO UPDATE SET last_at = now(),
       failures = CASE WHEN f.last_at < now() - $3 * interval '1 millisecond' OR f.locked_until <= now() THEN 1 ELSE f.failures + 1 END,
       locked_until = CASE WHEN f.last_at >= now() - $3 * interval '1 millisecond' AND f.locked_until IS NULL AND f.failures + 1 >= $2
         THEN now() + $3 * interval '1 millisecond' WHEN f.locked_until > now() THEN f.locked_until END`,
    [subject, limit.failures, limit.lockMs],
  );
}

export async function forgetSignInFailures(database: Queryable, subjects: readonly string[]): Promise<void> {
  await database.query("DELETE FROM lastedit.sign_in_failures WHERE subject = ANY($1)", [[...subjects]]);
}
