import type { Selectable } from "kysely";
import type { Queryable } from "../database.ts";
import type { Tables } from "../tables.ts";
import type { Run } from "./run.ts";
import { toRun } from "./to-run.ts";

/** Runs of each recipe whose events are looked through: some ten milliseconds, and months of recreated orders. */
const LOOKED_THROUGH = 5_000;
const MOST_FOUND = 50;

/** A run of one order whose event names another: one that it was recreated from or as. */
export interface NamingRun {
  readonly run: Run;
  readonly named: { readonly id: string; readonly name: string };
}

export interface OrderSought {
  /** The id, or the name with or without `#`. */
  readonly order: string;
  /** The name may go on after it. */
  readonly beginning: boolean;
  /** `null`: of any shop. */
  readonly shop: string | null;
}

/**
 * Runs whose events name an order among those of a recreated one, newest first, at most 50.
 *
 * @param recipes - Those whose events do; the latest 5,000 runs of each are looked through
 */
export async function runsNamingOrder(
  database: Queryable,
  recipes: readonly string[],
  { order, beginning, shop }: OrderSought,
): Promise<NamingRun[]> {
  const name = order.replace(/^#/, "").toLowerCase();
  const { rows } = await database.query<Selectable<Tables["runs"]> & { named_id: string; named_name: string }>(
    `SELECT DISTINCT ON (runs.id, named ->> 'id') runs.*, named ->> 'id' AS named_id, named ->> 'name' AS named_name
     FROM unnest($1::text[]) AS wanted (recipe)
     CROSS JOIN LATERAL (
       SELECT id FROM lastedit.runs WHERE recipe = wanted.recipe ORDER BY id DESC LIMIT ${LOOKED_THROUGH}
     ) AS latest
     JOIN lastedit.events ON events.run_id = latest.id
     CROSS JOIN LATERAL jsonb_path_query(events.payload,
       '$.keyvalue() ? (@.key == "live" || @.key == "cancelled" || @.key == "openAndReplaced").value[*]', '{}', true
     ) AS told (named)
     JOIN lastedit.runs ON runs.id = latest.id
     WHERE (named ->> 'id' = $2 OR CASE WHEN $4 THEN starts_with(lower(ltrim(named ->> 'name', '#')), $3)
         ELSE lower(ltrim(named ->> 'name', '#')) = $3 END)
       AND named ->> 'name' IS NOT NULL AND ($5::text IS NULL OR starts_with(runs.order_key, $5 || ':'))
     ORDER BY runs.id DESC, named ->> 'id' LIMIT ${MOST_FOUND}`,
    [[...recipes], order, name, beginning, shop],
  );
  return rows.map(({ named_id, named_name, ...row }) => ({
    run: toRun(row),
    named: { id: named_id, name: named_name },
  }));
}
