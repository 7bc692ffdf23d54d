import { noteMove } from "./controls.ts";
import type { Database, Queryable } from "./database.ts";
import { oneRow } from "./one-row.ts";

/** Changes whenever somebody switches a recipe, changes a connection, or asks for recipes to be read again. */
export async function readReloadMark(database: Queryable): Promise<string> {
  const { rows } = await database.query<{ mark: string }>(
    `SELECT concat_ws(' ',
       (SELECT concat(count(*), '/', max(changed_at)) FROM lastedit.recipe_switches),
       (SELECT concat(count(*), '/', max(updated_at)) FROM lastedit.connections),
       (SELECT max(id) FROM lastedit.control_moves WHERE what = 'reload asked')) AS mark`,
  );
  return oneRow(rows).mark;
}

/** Lets every process read its recipes again within seconds, such as after one was published. */
export async function askReload(
  database: Database,
  { by, because, recipe = "" }: { readonly by: string; readonly because: string; readonly recipe?: string },
): Promise<void> {
  await noteMove(database, { by, because, what: "reload asked", scope: "recipe", name: recipe });
}
