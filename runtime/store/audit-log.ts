import { Conditions } from "./conditions.ts";
import type { Queryable } from "./database.ts";

export interface NewAuditEntry {
  /** The person's name. */
  readonly by: string;
  readonly userId: string | null;
  /** Area and route, such as `users.create`. */
  readonly what: string;
  /** Empty when nothing needs naming. */
  readonly subject: string;
  /** Without secrets. */
  readonly before: unknown;
  readonly after: unknown;
  /** Empty for this machine's own commands. */
  readonly fromAddress: string;
}

export interface AuditLogEntry extends NewAuditEntry {
  readonly id: number;
  readonly at: Date;
}

export interface AuditSearch {
  /** A part of the name; upper and lower case do not matter. */
  readonly by?: string | undefined;
  /** The whole word, or its beginning up to the dot. */
  readonly what?: string | undefined;
  /** A part of it; upper and lower case do not matter. */
  readonly subject?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** `next` of the page before. */
  readonly before?: number | undefined;
  readonly limit: number;
}

export async function writeAuditEntry(database: Queryable, entry: NewAuditEntry): Promise<void> {
  await database.query(
    `INSERT INTO lastedit.audit_log (by, user_id, what, subject, before, after, from_address)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      entry.by,
      entry.userId,
      entry.what,
      entry.subject,
      JSON.stringify(entry.before ?? null),
      JSON.stringify(entry.after ?? null),
      entry.fromAddress,
    ],
  );
}

/** Newest first. */
export async function searchAuditLog(
  database: Queryable,
  search: AuditSearch,
): Promise<{ readonly entries: AuditLogEntry[]; readonly next: number | null }> {
  const where = new Conditions();
  if (search.by !== undefined) where.add("strpos(lower(by), lower(?)) > 0", search.by);
  if (search.what !== undefined) where.add("what = ? OR split_part(what, '.', 1) = ?", search.what, search.what);
  if (search.subject !== undefined) where.add("strpos(lower(subject), lower(?)) > 0", search.subject);
  if (search.from !== undefined) where.add("at >= ?", search.from);
  if (search.to !== undefined) where.add("at < ?", search.to);
  if (search.before !== undefined) where.add("id < ?", search.before);
  const { rows } = await database.query<Omit<AuditLogEntry, "id"> & { readonly id: number | string }>(
    `SELECT id, at, by, user_id AS "userId", what, subject, before, after, from_address AS "fromAddress"
     FROM lastedit.audit_log WHERE ${where.sql} ORDER BY id DESC LIMIT ${search.limit + 1}`,
    where.params,
  );
  // A bigint comes as text from one of the two databases.
  const entries = rows.slice(0, search.limit).map((row) => ({ ...row, id: Number(row.id) }));
  return { entries, next: rows.length > search.limit ? (entries.at(-1)?.id ?? null) : null };
}
