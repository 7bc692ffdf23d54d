import type { ExceptionOwner } from "../../../domain/exceptions/exception.ts";
import type { Queryable } from "../database.ts";
import { oneRow } from "../one-row.ts";

/** What waits for an owner. */
export interface OwnersWork {
  readonly owner: ExceptionOwner;
  readonly open: number;
  readonly taken: number;
  readonly snoozed: number;
  /** Acting on these is too late already. */
  readonly overdue: number;
  /** The next deadline that can still be kept. */
  readonly nearestId: string | null;
}

/** Owners without any open exception are not in it. */
export async function openByOwner(database: Queryable): Promise<OwnersWork[]> {
  const { rows } = await database.query<OwnersWork>(
    `SELECT owner, count(*)::int AS open,
       count(*) FILTER (WHERE state = 'taken')::int AS taken,
       count(*) FILTER (WHERE state = 'snoozed' AND snoozed_until > now())::int AS snoozed,
       count(*) FILTER (WHERE due <= now())::int AS overdue,
       (array_agg(id ORDER BY due, id) FILTER (WHERE due > now() AND due < 'infinity'))[1] AS "nearestId"
     FROM lastedit.exceptions WHERE status = 'open' GROUP BY owner ORDER BY owner`,
  );
  return rows;
}

/** Open exceptions that matter until a moment at the latest, and still matter now. */
export async function countDueBefore(database: Queryable, moment: Date): Promise<number> {
  const { rows } = await database.query<{ due: number }>(
    "SELECT count(*)::int AS due FROM lastedit.exceptions WHERE status = 'open' AND due > now() AND due <= $1",
    [moment.toISOString()],
  );
  return oneRow(rows).due;
}
