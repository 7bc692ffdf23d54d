export { diffTexts } from "./diff-texts.ts";
export { deleteDraft, draftNames, hashOfText, readDraft, saveDraft } from "./draft-store.ts";
export type { RecipeDraft } from "./draft-store.ts";
export { finishMerge, mergeRecipe } from "./merge-recipe.ts";
export type { CheckText, MergeResult } from "./merge-recipe.ts";
export { mergeTexts } from "./merge-texts.ts";
export { customise, listBackups, restoreBackup, restoreShipped } from "./own-version.ts";
export {
  loadRecipesInUse,
  readVersion,
  readVersions,
  recipeNames,
  recipesBehind,
  VERSION_STATES,
  versionInUse,
} from "./recipe-versions.ts";
export type { RecipeFile, RecipeFolders, RecipeVersions, VersionState } from "./recipe-versions.ts";
export { putTextInForce, takeOutOfForce } from "./put-in-force.ts";
export { keepVersion, listVersions, newestVersions, readVersionText } from "./version-store.ts";
