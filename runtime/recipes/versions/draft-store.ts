import { createHash } from "node:crypto";
import type { Queryable } from "../../store/database.ts";
import type { Vault } from "../../store/vault.ts";

/** What somebody works on; nothing of it runs. */
export interface RecipeDraft {
  readonly recipe: string;
  readonly text: string;
  /** SHA-256 of the text. */
  readonly hash: string;
  /** Hash of what was in force when the draft was begun; `null` for a recipe that was never published. */
  readonly baseHash: string | null;
  readonly changedBy: string;
  readonly changedAt: Date;
}

interface Row {
  readonly recipe: string;
  readonly text_sealed: string;
  readonly hash: string;
  readonly base_hash: string | null;
  readonly changed_by: string;
  readonly changed_at: Date;
}

/** SHA-256 of a recipe's text, as everywhere. */
export function hashOfText(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

export async function readDraft(database: Queryable, vault: Vault, recipe: string): Promise<RecipeDraft | null> {
  const { rows } = await database.query<Row>("SELECT * FROM lastedit.recipe_drafts WHERE recipe = $1", [recipe]);
  const [row] = rows;
  if (row === undefined) return null;
  const { text_sealed, hash, base_hash, changed_by, changed_at } = row;
  return {
    recipe,
    text: vault.open(text_sealed),
    hash,
    baseHash: base_hash,
    changedBy: changed_by,
    changedAt: changed_at,
  };
}

/** Names of recipes that have a draft. */
export async function draftNames(database: Queryable): Promise<string[]> {
  const { rows } = await database.query<{ recipe: string }>(
    "SELECT recipe FROM lastedit.recipe_drafts ORDER BY recipe",
  );
  return rows.map(({ recipe }) => recipe);
}

export interface DraftToSave {
  readonly recipe: string;
  readonly text: string;
  /** Of what is in force now; counts for a new draft only. */
  readonly inForce: string | null;
  /** The hash of the draft that was changed; `null` when there was none. */
  readonly before: string | null;
  readonly by: string;
}

/** @returns `false` when somebody else has changed the draft since; nothing was changed then */
export async function saveDraft(database: Queryable, vault: Vault, draft: DraftToSave): Promise<boolean> {
  const { recipe, text, inForce, before, by } = draft;
  const params = [recipe, vault.seal(text), hashOfText(text), by];
  const { affected } =
    before === null
      ? await database.query(
          `INSERT INTO lastedit.recipe_drafts (recipe, text_sealed, hash, changed_by, base_hash) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (recipe) DO NOTHING`,
          [...params, inForce],
        )
      : await database.query(
          `UPDATE lastedit.recipe_drafts SET text_sealed = $2, hash = $3, changed_by = $4, changed_at = now()
           WHERE recipe = $1 AND hash = $5`,
          [...params, before],
        );
  return affected === 1;
}

/** @returns Whether there was one */
export async function deleteDraft(database: Queryable, recipe: string): Promise<boolean> {
  return (await database.query("DELETE FROM lastedit.recipe_drafts WHERE recipe = $1", [recipe])).affected > 0;
}
