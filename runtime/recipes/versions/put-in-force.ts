import { backUp, ownFile, ownFiles, putFile, writeSchema } from "./own-version.ts";
import { readVersion, readVersions, recipeNames } from "./recipe-versions.ts";
import type { RecipeFolders } from "./recipe-versions.ts";
import { rm } from "node:fs/promises";

/**
 * Makes a text the merchant's version of a recipe, which runs from then on. The version before stays as a backup.
 *
 * @param now - Milliseconds since 1970; names the backup
 * @returns The file that is in force
 */
export async function putTextInForce(
  folders: RecipeFolders,
  name: string,
  { text, now }: { readonly text: string; readonly now: number },
): Promise<string> {
  const file = ownFile(folders, name, "recipe");
  const exists = (await recipeNames(folders)).includes(name);
  const versions = exists ? await readVersions(folders, name) : null;
  await writeSchema(folders);
  if (versions !== null && versions.yours !== null) await backUp(folders, name, now);
  else if (versions !== null && versions.shipped !== null) {
    // A pin says what the merchant's text was made from, so that an upgrade can be merged into it.
    await putFile(ownFile(folders, name, "shippedBefore"), versions.shipped.text);
  }
  await putFile(file, text);
  return file;
}

/** Takes the merchant's version away: the shipped one runs again, if there is one. It stays as a backup. */
export async function takeOutOfForce(folders: RecipeFolders, name: string, now: number): Promise<void> {
  if ((await readVersion(ownFile(folders, name, "recipe"))) === null) return;
  await backUp(folders, name, now);
  for (const file of ownFiles(folders, name)) await rm(file, { force: true });
}
