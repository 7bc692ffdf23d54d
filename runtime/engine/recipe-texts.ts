import type { Queryable } from "../store/database.ts";
import type { Vault } from "../store/vault.ts";

/** Keeps a recipe's text for the runs that begin with it. Sealed: a text may hold what nobody but its author should see. */
export async function keepRecipeText(
  database: Queryable,
  vault: Vault,
  source: { readonly hash: string; readonly text: string },
): Promise<void> {
  await database.query(
    "INSERT INTO lastedit.recipe_texts (hash, text_sealed) VALUES ($1, $2) ON CONFLICT (hash) DO UPDATE SET stored_at = now()",
    [source.hash, vault.seal(source.text)],
  );
}

/** `null` when it was never kept. */
export async function readRecipeText(database: Queryable, vault: Vault, hash: string): Promise<string | null> {
  const { rows } = await database.query<{ text_sealed: string }>(
    "SELECT text_sealed FROM lastedit.recipe_texts WHERE hash = $1",
    [hash],
  );
  const [row] = rows;
  return row === undefined ? null : vault.open(row.text_sealed);
}

/** Takes out texts that no unfinished run keeps to, a day after they were kept last. */
export async function forgetRecipeTexts(database: Queryable): Promise<void> {
  await database.query(
    `DELETE FROM lastedit.recipe_texts t WHERE stored_at < now() - interval '1 day' AND NOT EXISTS (
       SELECT 1 FROM lastedit.runs r WHERE r.recipe_text_hash = t.hash AND r.finished_at IS NULL)`,
  );
}
