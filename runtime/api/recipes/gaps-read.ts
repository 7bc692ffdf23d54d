import { EXCEPTION_KINDS, SEEN_BY_SWEEP } from "../../../domain/exceptions/exception-kinds.ts";
import type { ExceptionKind } from "../../../domain/exceptions/exception.ts";
import { exceptionItemOf } from "../views/exception-view.ts";
import { searchExceptions } from "../../store/exceptions/search-exceptions.ts";
import type { Queryable } from "../../store/database.ts";
import { IS_AUDIT, IS_LOOK } from "../../store/runs/gap-days.ts";
import type { z } from "zod";
import type { gapItem } from "../contract/gaps.ts";

const MOST_GAPS = 5_000;

const GAP_KINDS = Object.entries(EXCEPTION_KINDS)
  .filter(([, { about }]) => SEEN_BY_SWEEP.includes(about))
  .map(([kind]) => kind as ExceptionKind);

/** Gaps that stand now: open exceptions that the sweep has raised, the most pressing first. */
export async function gapsNow(database: Queryable): Promise<z.input<typeof gapItem>[]> {
  const { exceptions } = await searchExceptions(database, {
    status: "open",
    kinds: GAP_KINDS,
    limit: MOST_GAPS,
    sort: "deadline",
  });
  return exceptions
    .map((exception) => {
      const { id, kind, title, orderKey, orderName, salesOrderNumber, owner, severity, ...rest } =
        exceptionItemOf(exception);
      const { mattersUntil, firstSeenAt, lastSeenAt, whatHappened } = rest;
      const named = { exceptionId: id, kind, title, orderKey, orderName, salesOrderNumber, owner, severity };
      const words = { inWords: whatHappened, whatToDo: exception.whatToDo };
      return { ...named, ...words, mattersUntil, firstSeenAt, lastSeenAt };
    })
    .sort((a, b) => (a.mattersUntil ?? "9").localeCompare(b.mattersUntil ?? "9"));
}

export interface SweepLook {
  readonly runId: number;
  readonly recipe: string;
  readonly orderName: string | null;
  readonly at: Date;
  readonly status: string;
  readonly summary: string;
}

/** The latest runs that looked for gaps, newest first. */
export async function latestLooks(database: Queryable, limit: number): Promise<SweepLook[]> {
  const { rows } = await database.query<SweepLook>(
    `SELECT s.run_id AS "runId", r.recipe, r.order_name AS "orderName", s.started_at AS at, s.status,
       COALESCE(s.summary, s.error ->> 'message', '') AS summary
     FROM lastedit.run_steps AS s JOIN lastedit.runs AS r ON r.id = s.run_id
     WHERE ${IS_LOOK} ORDER BY s.run_id DESC, s.id DESC LIMIT $1`,
    [limit],
  );
  return rows;
}

export interface AuditRow {
  readonly runId: number;
  readonly at: Date;
  readonly result: Record<string, unknown>;
  readonly summary: string;
}

/** The latest catalogue audit that came to its end. */
export async function latestAudit(database: Queryable): Promise<AuditRow | null> {
  const { rows } = await database.query<AuditRow>(
    `SELECT s.run_id AS "runId", COALESCE(s.finished_at, s.started_at) AS at, s.output -> 'returnValue' AS result,
       COALESCE(s.summary, '') AS summary
     FROM lastedit.run_steps AS s WHERE ${IS_AUDIT} AND s.status = 'succeeded'
       AND jsonb_typeof(s.output -> 'returnValue') = 'object'
     ORDER BY s.run_id DESC, s.id DESC LIMIT 1`,
  );
  return rows[0] ?? null;
}
