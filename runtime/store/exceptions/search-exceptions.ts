import type {
  ExceptionKind,
  ExceptionOwner,
  ExceptionSeverity,
  OpenException,
} from "../../../domain/exceptions/exception.ts";
import { awake } from "../../../domain/exceptions/exception-ledger.ts";
import type { StateName } from "../../../domain/exceptions/exception-state.ts";
import { upgraded } from "../../../domain/exceptions/upgrade.ts";
import type { StoredException } from "../../../domain/exceptions/upgrade.ts";
import { Conditions } from "../conditions.ts";
import type { Queryable } from "../database.ts";
import { textQuery } from "../text-query.ts";

export interface ExceptionSearch {
  readonly status?: OpenException["status"];
  readonly states?: readonly StateName[];
  readonly owner?: ExceptionOwner;
  readonly kind?: ExceptionKind;
  readonly kinds?: readonly ExceptionKind[];
  readonly severity?: ExceptionSeverity;
  readonly shop?: string;
  /** Who has taken it, put it aside or resolved it. */
  readonly assignee?: string;
  /** Those that still matter now, but not after this moment. */
  readonly dueBefore?: Date;
  /** Name of the order or of its root order; the `#` may be missing. */
  readonly order?: string;
  /** Words of what happened, of what is to be done, of order names or of a note, or their beginnings. */
  readonly text?: string;
  /** `next` of the page before. */
  readonly before?: string;
  /** @defaultValue 50 */
  readonly limit?: number;
  /** `deadline`: the most pressing first, as `byDeadline` has it. @defaultValue "last-seen" */
  readonly sort?: "last-seen" | "deadline";
}

export interface ExceptionPage {
  readonly exceptions: OpenException[];
  /** `before` of the next page; `null` on the last one. */
  readonly next: string | null;
}

/** A snooze that is over has ended, even if nobody wrote that down yet. */
const STATE = "CASE WHEN state = 'snoozed' AND snoozed_until <= now() THEN 'open' ELSE state END";

/** The columns of each order, all in one direction, the id last so that no two are equal. */
const ORDERS = {
  "last-seen": { columns: ["last_seen_at", "id"], direction: "DESC", comparison: "<", casts: ["?::timestamptz", "?"] },
  deadline: {
    columns: ["due", "severity_rank", "first_seen_at", "id"],
    direction: "ASC",
    comparison: ">",
    casts: ["?::timestamptz", "?::int", "?::timestamptz", "?"],
  },
} as const;

/** Exceptions that fit all that is asked for. */
export async function searchExceptions(database: Queryable, search: ExceptionSearch = {}): Promise<ExceptionPage> {
  const limit = search.limit ?? 50;
  const where = conditions(search);
  const { columns, direction, comparison, casts } = ORDERS[search.sort ?? "last-seen"];
  if (search.before !== undefined) {
    const values = readCursor(search.before, columns.length);
    where.add(`(${columns.join(", ")}) ${comparison} (${casts.join(", ")})`, ...values);
  }
  const order = columns.map((column) => `found.${column} ${direction}`).join(", ");
  const { rows } = await database.query<{ value: StoredException; cursor: string[] }>(
    `SELECT value, json_build_array(${columns.map((column) => `found.${column}`).join(", ")}) AS cursor
     FROM (SELECT ${columns.join(", ")} FROM lastedit.exceptions AS found WHERE ${where.sql}
       ORDER BY ${order} LIMIT ${limit + 1}) AS found
     JOIN lastedit.data_store_records ON store = 'lastedit' AND key = 'exception/' || found.id
     ORDER BY ${order}`,
    where.params,
  );
  const now = new Date().toISOString();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    exceptions: page.map(({ value }) => awake(upgraded(value), now)),
    next: rows.length > limit && last !== undefined ? JSON.stringify(last.cursor) : null,
  };
}

/** How many exceptions are open, by owner. Owners without any are not in it. */
export async function countOpenExceptions(database: Queryable): Promise<Partial<Record<ExceptionOwner, number>>> {
  const { rows } = await database.query<{ owner: ExceptionOwner; open: number }>(
    "SELECT owner, count(*)::int AS open FROM lastedit.exceptions WHERE status = 'open' GROUP BY owner ORDER BY owner",
  );
  return Object.fromEntries(rows.map(({ owner, open }) => [owner, open]));
}

/** How many exceptions are open that name each of these orders, or one that it was recreated as or from. */
export async function countOpenOfOrders(
  database: Queryable,
  orders: readonly { readonly shop: string | null; readonly name: string | null }[],
): Promise<number[]> {
  // One look into the index for each: for all names at once the planner reads the whole table.
  const { rows } = await database.query<{ open: number }>(
    `SELECT (SELECT count(*) FROM lastedit.exceptions AS e WHERE e.status = 'open' AND e.order_names @> ARRAY[wanted.name]
         AND (wanted.shop IS NULL OR e.shop = wanted.shop))::int AS open
     FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS wanted (name, shop, place) ORDER BY place`,
    [orders.map(({ name }) => name?.replace(/^#/, "") ?? null), orders.map(({ shop }) => shop)],
  );
  return rows.map(({ open }) => open);
}

function conditions({
  status,
  states,
  owner,
  kind,
  kinds,
  severity,
  shop,
  assignee,
  dueBefore,
  order,
  text,
}: ExceptionSearch): Conditions {
  const where = new Conditions();
  if (status !== undefined) where.add("status = ?", status);
  if (states !== undefined) where.add(`${STATE} = ANY(?)`, [...states]);
  if (owner !== undefined) where.add("owner = ?", owner);
  if (kind !== undefined) where.add("kind = ?", kind);
  if (kinds !== undefined) where.add("kind = ANY(?)", [...kinds]);
  if (severity !== undefined) where.add("severity = ?", severity);
  if (shop !== undefined) where.add("shop = ?", shop);
  if (assignee !== undefined) where.add("held_by = ?", assignee);
  if (dueBefore !== undefined) where.add("due > now() AND due <= ?", dueBefore.toISOString());
  if (order !== undefined) where.add("order_names @> ARRAY[?::text]", order.replace(/^#/, ""));
  const words = text === undefined ? null : textQuery(text);
  if (words !== null) where.add("words @@ ?::tsquery", words);
  return where;
}

function readCursor(cursor: string, length: number): readonly unknown[] {
  try {
    const values: unknown = JSON.parse(cursor);
    if (Array.isArray(values) && values.length === length) return values;
  } catch {
    // Told below.
  }
  throw new Error(`The page after "${cursor}" was asked for; expected "next" of the page before.`);
}
