import type { Queryable } from "./database.ts";
import { typedQueries } from "./typed-queries.ts";

export interface StoredSource {
  readonly id: string;
  readonly recipe: string;
  readonly componentKey: string;
}

/**
 * Makes sure the source is known and gives its state; `{}` for a new one.
 *
 * @param source - Its id is stable: the same recipe trigger has the same id, and so the same webhook address, for ever
 */
export async function loadSourceState(database: Queryable, source: StoredSource): Promise<Record<string, unknown>> {
  const row = await typedQueries(database)
    .insertInto("sources")
    .values({ id: source.id, recipe: source.recipe, component_key: source.componentKey, state: "{}" })
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ component_key: source.componentKey }))
    .returning("state")
    .executeTakeFirstOrThrow();
  return row.state as Record<string, unknown>;
}

/** Replaces the state as a whole. Call it in the transaction that stores the events emitted with it. */
export async function saveSourceState(
  tx: Queryable,
  id: string,
  state: Readonly<Record<string, unknown>>,
): Promise<void> {
  await typedQueries(tx)
    .updateTable("sources")
    .set((eb) => ({ state: JSON.stringify(state), version: eb("version", "+", 1), updated_at: new Date() }))
    .where("id", "=", id)
    .execute();
}
