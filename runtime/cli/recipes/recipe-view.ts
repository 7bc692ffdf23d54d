import { loadRecipe, RecipeError } from "../../recipes/index.ts";
import type { LoadedRecipe, Recipe } from "../../recipes/index.ts";
import { listBackups, readVersions, recipeNames, versionInUse } from "../../recipes/versions/index.ts";
import type { VersionState } from "../../recipes/versions/index.ts";
import type { CommandContext } from "../command-context.ts";
import { UNUSABLE } from "../installation/prepare-all.ts";
import { recipeEntries, switchesByName } from "../installation/recipe-entries.ts";
import { RefusedError } from "../local-api/backend.ts";
import type { Backend } from "../local-api/backend.ts";

/** A recipe of this installation, as people see it. */
export interface RecipeView {
  /** Its name here; the configuration may run one recipe under several. */
  readonly name: string;
  readonly title: string;
  readonly version: VersionState;
  /** The file that is run. */
  readonly file: string;
  /** Why it does not run; `null` when it does from the next start on. */
  readonly off: string | null;
  /** Whether the LastEdit that runs, if any, runs it. */
  readonly runsNow: boolean | null;
  /** Names of the merchant's earlier versions, oldest first. */
  readonly backups: readonly string[];
  /** `null` when the file cannot be read. */
  readonly recipe: Recipe | null;
}

/** All recipes, also those whose file cannot be read. */
export async function readRecipeViews(
  { places }: Pick<CommandContext, "places">,
  backend: Backend,
): Promise<RecipeView[]> {
  const setup = await backend.recipeSetup();
  const files = await Promise.all((await recipeNames(places.recipes)).map((name) => readFileOf(places.recipes, name)));
  const unreadable = files.flatMap(({ broken }) => (broken === null ? [] : [broken]));
  const readable = Object.entries(setup.recipes ?? {}).filter(
    ([name, choice]) => !unreadable.some((broken) => broken.name === (choice.recipe ?? name)),
  );
  const entries = recipeEntries({
    config: setup.recipes === null ? {} : { recipes: Object.fromEntries(readable) },
    loaded: files.flatMap(({ loaded }) => (loaded === null ? [] : [loaded])),
    switches: switchesByName(setup.switches),
    connections: new Set(setup.connections),
  });
  const views = entries.map(({ name, loaded, off }): RecipeView => {
    const file = files.find((each) => each.loaded === loaded);
    return {
      name,
      title: loaded.recipe.title,
      version: file?.version ?? "shipped",
      file: loaded.file,
      off: off ?? unusable(setup.running?.[name]),
      runsNow: setup.running === null ? null : setup.running[name] === null,
      backups: file?.backups ?? [],
      recipe: loaded.recipe,
    };
  });
  return [...views, ...unreadable].sort((a, b) => a.name.localeCompare(b.name));
}

/** What only the LastEdit that runs has found, such as an environment variable that is not there. */
function unusable(reason: string | null | undefined): string | null {
  return reason?.startsWith(UNUSABLE) === true ? reason : null;
}

/** @throws {RefusedError} When there is no recipe of that name */
export function viewNamed(views: readonly RecipeView[], name: string): RecipeView {
  const found = views.find((view) => view.name === name);
  if (found !== undefined) return found;
  const names = views.map((view) => view.name).join(", ") || "none";
  throw new RefusedError(`There is no recipe "${name}". There is ${names}. Nothing was changed.`);
}

interface FileOfRecipe {
  readonly version: VersionState;
  readonly backups: readonly string[];
  readonly loaded: LoadedRecipe | null;
  readonly broken: RecipeView | null;
}

async function readFileOf(folders: CommandContext["places"]["recipes"], name: string): Promise<FileOfRecipe> {
  const versions = await readVersions(folders, name);
  const backups = await listBackups(folders, name);
  const { file } = versionInUse(versions);
  try {
    return { version: versions.state, backups, loaded: await loadRecipe(file), broken: null };
  } catch (error) {
    if (!(error instanceof RecipeError)) throw error;
    const instead =
      versions.yours !== null && versions.shipped !== null ? "the shipped version runs" : "it does not run";
    const off = `It cannot be read, so ${instead}.`;
    const broken = { name, title: "", version: versions.state, file, off, runsNow: null, backups, recipe: null };
    return { version: versions.state, backups, loaded: null, broken };
  }
}
