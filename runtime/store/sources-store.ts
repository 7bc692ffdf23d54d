import type { Queryable } from "./database.ts";
import { typedQueries } from "./typed-queries.ts";

export interface StoredSource {
  readonly id: string;
  readonly recipe: string;
  readonly componentKey: string;
}

export interface SourceState {
  /** `{}` for a new source. */
  readonly state: Record<string, unknown>;
  /** Counts the saves. */
  readonly version: number;
}

/** Another process has saved the source's state since this one loaded it. Nothing was stored. */
export class SourceRunsElsewhereError extends Error {
  readonly code = "source-runs-elsewhere";

  constructor(id: string) {
    super(
      `The source "${id}" is run by another process too; expected one "lastedit start" per database. ` +
        'Nothing was stored. Stop one of them, or make it a "lastedit worker".',
    );
  }
}

/**
 * Makes sure the source is known and gives its state.
 *
 * @param source - Its id is stable: the same recipe trigger has the same id, and so the same webhook address, for ever
 */
export async function loadSourceState(database: Queryable, source: StoredSource): Promise<SourceState> {
  const row = await typedQueries(database)
    .insertInto("sources")
    .values({ id: source.id, recipe: source.recipe, component_key: source.componentKey, state: "{}" })
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ component_key: source.componentKey }))
    .returning(["state", "version"])
    .executeTakeFirstOrThrow();
  return { state: row.state as Record<string, unknown>, version: row.version };
}

/**
 * Replaces the state as a whole. Call it in the transaction that stores the events emitted with it.
 *
 * @param loaded - The version that this process loaded or saved last
 * @returns The new version
 * @throws {SourceRunsElsewhereError}
 */
export async function saveSourceState(
  tx: Queryable,
  id: string,
  state: Readonly<Record<string, unknown>>,
  loaded: number,
): Promise<number> {
  const result = await typedQueries(tx)
    .updateTable("sources")
    .set({ state: JSON.stringify(state), version: loaded + 1, updated_at: new Date() })
    .where("id", "=", id)
    .where("version", "=", loaded)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) throw new SourceRunsElsewhereError(id);
  return loaded + 1;
}
