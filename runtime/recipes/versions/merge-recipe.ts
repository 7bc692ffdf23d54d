import { rm } from "node:fs/promises";
import type { RecipeProblem } from "../recipe-problem.ts";
import { linesWithMarkers, mergeTexts } from "./merge-texts.ts";
import { backUp, ownFile, putFile, writeSchema } from "./own-version.ts";
import { RecipeVersionError } from "./recipe-version-error.ts";
import { readVersion, readVersions } from "./recipe-versions.ts";
import type { RecipeFolders, RecipeVersions } from "./recipe-versions.ts";

/** Says what is wrong with a recipe's text; `[]` when it can be run. */
export type CheckText = (text: string, file: string) => RecipeProblem[];

/** What became of a merge. `file` is in use after `merged`; otherwise a person has to finish it, and nothing is in use. */
export type MergeResult =
  | { readonly outcome: "up-to-date" }
  | { readonly outcome: "merged"; readonly file: string; readonly backup: string }
  | { readonly outcome: "conflicts"; readonly file: string; readonly conflicts: number }
  | { readonly outcome: "cannot-run"; readonly file: string; readonly problems: readonly RecipeProblem[] };

export interface MergeOptions {
  readonly check: CheckText;
  /** Milliseconds since 1970; names the backup. */
  readonly now: number;
  /** Begins again although an earlier merge waits to be finished. */
  readonly again?: boolean;
}

/**
 * Takes what an upgrade changed into the merchant's version. Only a result that can be run comes into force, and the
 * version before it stays as a backup; anything else is written beside it for a person to finish.
 *
 * @throws {RecipeVersionError} When there is nothing to merge, or an earlier merge waits
 */
export async function mergeRecipe(
  folders: RecipeFolders,
  name: string,
  { check, now, again = false }: MergeOptions,
): Promise<MergeResult> {
  const versions = await readVersions(folders, name);
  if (versions.state === "shipped" || versions.state === "customised") return { outcome: "up-to-date" };
  const { yours, before, shipped } = mergeable(versions);
  const draft = ownFile(folders, name, "merge");
  if ((await readVersion(draft)) !== null) {
    if (!again) throw new RecipeVersionError(unfinished(name, draft));
    await backUp(folders, name, now);
  }
  const { text, conflicts } = mergeTexts(yours, before, shipped);
  const problems = conflicts > 0 ? [] : check(text, draft);
  if (conflicts === 0 && problems.length === 0) {
    return { outcome: "merged", ...(await putInForce(folders, name, { text, shippedBefore: shipped, now })) };
  }
  await putFile(ownFile(folders, name, "mergeShipped"), shipped);
  await putFile(draft, text);
  if (conflicts > 0) return { outcome: "conflicts", file: draft, conflicts };
  return { outcome: "cannot-run", file: draft, problems };
}

/**
 * Brings a merge that a person has finished into force.
 *
 * @throws {RecipeVersionError} When none waits, or conflict markers are left in it
 */
export async function finishMerge(
  folders: RecipeFolders,
  name: string,
  { check, now }: Pick<MergeOptions, "check" | "now">,
): Promise<MergeResult> {
  await readVersions(folders, name);
  const draft = await readVersion(ownFile(folders, name, "merge"));
  const shipped = await readVersion(ownFile(folders, name, "mergeShipped"));
  if (draft === null || shipped === null) {
    throw new RecipeVersionError(`No merge of "${name}" waits to be finished. Nothing was changed.`);
  }
  const marked = linesWithMarkers(draft.text);
  if (marked.length > 0) {
    throw new RecipeVersionError(
      `${draft.file}: line ${marked.join(", ")} still marks a conflict; keep one side and delete the marks. Nothing was changed.`,
    );
  }
  const problems = check(draft.text, draft.file);
  if (problems.length > 0) return { outcome: "cannot-run", file: draft.file, problems };
  return {
    outcome: "merged",
    ...(await putInForce(folders, name, { text: draft.text, shippedBefore: shipped.text, now })),
  };
}

function mergeable({ name, state, yours, shippedBefore, shipped }: RecipeVersions): {
  readonly yours: string;
  readonly before: string;
  readonly shipped: string;
} {
  if (yours !== null && shippedBefore !== null && shipped !== null) {
    return { yours: yours.text, before: shippedBefore.text, shipped: shipped.text };
  }
  const why =
    state === "unpinned"
      ? "it is not known which shipped one yours was made from. Compare them with the command diff"
      : "no such recipe is shipped";
  throw new RecipeVersionError(`The recipe "${name}" cannot be merged: ${why}. Nothing was changed.`);
}

async function putInForce(
  folders: RecipeFolders,
  name: string,
  { now, text, shippedBefore }: { readonly text: string; readonly shippedBefore: string; readonly now: number },
): Promise<{ file: string; backup: string }> {
  const backup = await backUp(folders, name, now);
  await writeSchema(folders);
  const file = ownFile(folders, name, "recipe");
  // The pin comes last: after a crash in between, the same merge is offered once more and changes nothing.
  await putFile(file, text);
  await putFile(ownFile(folders, name, "shippedBefore"), shippedBefore);
  await rm(ownFile(folders, name, "merge"), { force: true });
  await rm(ownFile(folders, name, "mergeShipped"), { force: true });
  return { file, backup };
}

function unfinished(name: string, draft: string): string {
  return `A merge of "${name}" waits to be finished in ${draft}. Finish it there, or begin again. Nothing was changed.`;
}
