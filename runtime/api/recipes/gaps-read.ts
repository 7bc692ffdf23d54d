import { EXCEPTION_KINDS } from "../../../domain/exceptions/exception-kinds.ts";
import type { ExceptionKind } from "../../../domain/exceptions/exception.ts";
import { exceptionItemOf } from "../views/exception-view.ts";
import { searchExceptions } from "../../store/exceptions/search-exceptions.ts";
import type { Queryable } from "../../store/database.ts";
import type { z } from "zod";
import type { gapItem } from "../contract/gaps.ts";

const MOST_GAPS = 1_000;
const CHECK = "peoplevox-check-sync-gaps@%";
const RECORD = "lastedit-record-sync-gaps@%";
const AUDIT = "peoplevox-audit-sku-catalogue@%";

const GAP_KINDS = Object.entries(EXCEPTION_KINDS)
  .filter(([, { about }]) => about === "sync-gap")
  .map(([kind]) => kind as ExceptionKind);

/** Gaps that stand now: open exceptions that the sweep has raised, the most pressing first. */
export async function gapsNow(database: Queryable): Promise<z.input<typeof gapItem>[]> {
  const found = await Promise.all(
    GAP_KINDS.map((kind) => searchExceptions(database, { status: "open", kind, limit: MOST_GAPS, sort: "deadline" })),
  );
  const gaps = found.flatMap(({ exceptions }) => exceptions);
  return gaps
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
     WHERE s.run_id > (SELECT COALESCE(max(id), 0) - 20000 FROM lastedit.runs) AND s.uses LIKE $1
     ORDER BY s.run_id DESC, s.id DESC LIMIT $2`,
    [CHECK, limit],
  );
  return rows;
}

export interface GapDay {
  readonly day: string;
  readonly looks: number;
  readonly repaired: number;
  readonly raised: number;
  readonly failed: number;
}

/** Per day in UTC, newest first: how many orders the sweep looked at, and what came of it. */
export async function gapDays(database: Queryable, days: number): Promise<GapDay[]> {
  const { rows } = await database.query<GapDay>(
    `WITH looked AS (
       SELECT DISTINCT recipe FROM lastedit.runs WHERE id IN (
         SELECT run_id FROM lastedit.run_steps
         WHERE run_id > (SELECT COALESCE(max(id), 0) - 20000 FROM lastedit.runs) AND uses LIKE $2)
     ), recent AS (
       SELECT id, queued_at, status, outcome FROM lastedit.runs
       WHERE queued_at > now() - $1 * interval '1 day' AND recipe IN (SELECT recipe FROM looked)
     )
     SELECT to_char(queued_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, count(*)::integer AS looks,
       count(*) FILTER (WHERE outcome IN ('changed', 'apply-in-place', 'apply-by-replacement', 'cancel', 'repaired'))::integer AS repaired,
       COALESCE(sum((SELECT jsonb_array_length(s.output #> '{returnValue,raised}') FROM lastedit.run_steps AS s
         WHERE s.run_id = recent.id AND s.uses LIKE $3 AND jsonb_typeof(s.output #> '{returnValue,raised}') = 'array'
         ORDER BY s.id DESC LIMIT 1)), 0)::integer AS raised,
       count(*) FILTER (WHERE status = 'failed')::integer AS failed
     FROM recent GROUP BY 1 ORDER BY 1 DESC`,
    [days, CHECK, RECORD],
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
     FROM lastedit.run_steps AS s WHERE s.uses LIKE $1 AND s.status = 'succeeded'
       AND jsonb_typeof(s.output -> 'returnValue') = 'object'
       AND s.run_id IN (SELECT id FROM lastedit.runs WHERE recipe LIKE '%audit%' ORDER BY id DESC LIMIT 200)
     ORDER BY s.run_id DESC, s.id DESC LIMIT 1`,
    [AUDIT],
  );
  return rows[0] ?? null;
}
