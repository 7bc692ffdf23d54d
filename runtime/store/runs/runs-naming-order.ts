import type { Selectable } from "kysely";
import type { Queryable } from "../database.ts";
import type { Tables } from "../tables.ts";
import type { Run } from "./run.ts";
import { toRun } from "./to-run.ts";

/** Runs of each recipe whose events are looked through: some ten milliseconds, and weeks of many recreated orders. */
const LOOKED_THROUGH = 3_000;
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
 * @param recipes - Those whose events do; the latest 3,000 runs of each are looked through
 */
export async function runsNamingOrder(
  database: Queryable,
  recipes: readonly string[],
  { order, beginning, shop }: OrderSought,
): Promise<NamingRun[]> {
  const name = order.replace(/^#/, "").toLowerCase();
  const { rows } = await database.query<Selectable<Tables["runs"]> & { named_id: string; named_name: string }>(
    `WITH latest AS (
       SELECT id FROM unnest($1::text[]) AS wanted (recipe) CROSS JOIN LATERAL (
         SELECT id FROM lastedit.runs WHERE recipe = wanted.recipe ORDER BY id DESC LIMIT ${LOOKED_THROUGH}
       ) AS of_recipe
     ), heard AS MATERIALIZED (
       -- Reading a text is far quicker than taking each list apart. Without OFFSET all events would be joined at once.
       SELECT id AS run_id, payload FROM latest
       CROSS JOIN LATERAL (SELECT payload FROM lastedit.events WHERE run_id = latest.id OFFSET 0) AS of_run
       WHERE strpos(lower(concat(payload ->> 'live', payload ->> 'cancelled', payload ->> 'openAndReplaced')), $3) > 0
     ), told AS MATERIALIZED (
       SELECT DISTINCT run_id, named ->> 'id' AS id, named ->> 'name' AS name
       FROM heard CROSS JOIN LATERAL jsonb_path_query(payload,
         '$.keyvalue() ? (@.key == "live" || @.key == "cancelled" || @.key == "openAndReplaced").value[*]', '{}', true
       ) AS each (named)
       WHERE named ->> 'id' = $2 OR CASE WHEN $4 THEN starts_with(lower(ltrim(named ->> 'name', '#')), $3)
         ELSE lower(ltrim(named ->> 'name', '#')) = $3 END
     )
     SELECT runs.*, told.id AS named_id, told.name AS named_name FROM told JOIN lastedit.runs ON runs.id = told.run_id
     WHERE told.id IS NOT NULL AND told.name IS NOT NULL AND ($5::text IS NULL OR starts_with(order_key, $5 || ':'))
     ORDER BY runs.id DESC, told.id LIMIT ${MOST_FOUND}`,
    [[...recipes], order, name, beginning, shop],
  );
  return rows.map(({ named_id, named_name, ...row }) => ({
    run: toRun(row),
    named: { id: named_id, name: named_name },
  }));
}
