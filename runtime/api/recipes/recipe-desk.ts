import { readRecipeViews } from "../../cli/recipes/recipe-view.ts";
import type { RecipeView } from "../../cli/recipes/recipe-view.ts";
import type { Catalogue } from "../../component-host/types.ts";
import { checkText } from "../../recipes/editing/check-text.ts";
import { recipeOutline } from "../../recipes/editing/recipe-outline.ts";
import {
  draftNames,
  hashOfText,
  keepVersion,
  listVersions,
  newestVersions,
  readDraft,
  readVersions,
  readVersionText,
  recipeNames,
  versionInUse,
} from "../../recipes/versions/index.ts";
import type { RecipeDraft } from "../../recipes/versions/index.ts";
import { listControls } from "../../store/controls.ts";
import type { ApiContext } from "../api-context.ts";
import { ApiError, notFound } from "../api-error.ts";
import type { DeletedRecipe, RecipeDocument, RecipeItem } from "../contract/recipe-parts.ts";
import { diffTexts, VERSION_STATES } from "../../recipes/versions/index.ts";
import { readRunsByRecipe, NO_RUNS } from "./runs-by-recipe.ts";

/** A recipe's texts: what is in force, and what is worked on. */
export interface RecipeTexts {
  readonly folder: string;
  /** `null` for one that was never published. */
  readonly published: { readonly text: string; readonly hash: string } | null;
  readonly draft: RecipeDraft | null;
  /** The draft, else what is published. */
  readonly working: string;
}

/** Reads recipes, their drafts and versions, as the API tells of them. */
export class RecipeDesk {
  readonly #context: Pick<ApiContext, "places" | "backend" | "store">;
  readonly #catalogue: () => Promise<Catalogue>;

  constructor(context: Pick<ApiContext, "places" | "backend" | "store">, catalogue: () => Promise<Catalogue>) {
    this.#context = context;
    this.#catalogue = catalogue;
  }

  async list(): Promise<RecipeItem[]> {
    const { store, places, backend } = this.#context;
    const [views, drafts, runs, controls] = await Promise.all([
      readRecipeViews({ places }, backend),
      draftNames(store.database),
      readRunsByRecipe(store.database),
      listControls(store.database),
    ]);
    const items: RecipeItem[] = views.map((view) => {
      const pause = controls.find(({ scope, name }) => scope === "recipe" && name === view.name);
      const folder = view.recipe?.recipe ?? view.name;
      return {
        name: view.name,
        folder,
        title: view.title === "" ? view.name : view.title,
        version: { state: view.version, words: VERSION_STATES[view.version] },
        ...stateOf(view),
        paused:
          pause === undefined
            ? null
            : { by: pause.by, because: pause.because, until: pause.until?.toISOString() ?? null },
        hasDraft: drafts.includes(folder),
        triggers: view.recipe?.triggers.map(({ uses }) => uses) ?? [],
        steps: view.recipe?.steps.length ?? 0,
        problems: view.recipe === null ? 1 : 0,
        runs: runs.get(view.name) ?? NO_RUNS,
      };
    });
    const published = new Set(items.map(({ folder }) => folder));
    for (const name of drafts) if (!published.has(name)) items.push(unpublished(name));
    return items.sort((a, b) => a.name.localeCompare(b.name));
  }

  async item(name: string): Promise<RecipeItem> {
    const found = (await this.list()).find((item) => item.name === name);
    if (found === undefined) throw notFound(`recipe "${name}"`);
    return found;
  }

  /** @throws {ApiError} When there is no such recipe */
  async texts(name: string): Promise<RecipeTexts> {
    return this.#textsOf(await this.item(name));
  }

  /** Recipes that are not there any more, with the version that ran last. */
  async deleted(): Promise<DeletedRecipe[]> {
    const there = new Set((await this.list()).map(({ folder }) => folder));
    const gone = (await newestVersions(this.#context.store.database)).filter(({ recipe }) => !there.has(recipe));
    return gone.map(({ recipe, version, note, publishedBy, publishedAt, outside }) => ({
      name: recipe,
      newest: { version, note, publishedBy, publishedAt: publishedAt.toISOString(), outside },
    }));
  }

  /** As `texts`, also for a recipe that was deleted and still has versions: nothing of it is in force. */
  async past(name: string): Promise<Pick<RecipeTexts, "folder" | "published" | "draft">> {
    const item = (await this.list()).find((each) => each.name === name);
    if (item !== undefined) return this.#textsOf(item);
    const versions = await listVersions(this.#context.store.database, name, { limit: 1 });
    if (versions.length === 0) throw notFound(`recipe "${name}"`);
    return { folder: name, published: null, draft: null };
  }

  async #textsOf({ name, folder }: Pick<RecipeItem, "name" | "folder">): Promise<RecipeTexts> {
    const { store, places } = this.#context;
    const draft = await readDraft(store.database, store.vault, folder);
    const names = await recipeNames(places.recipes);
    const published = names.includes(folder) ? versionInUse(await readVersions(places.recipes, folder)) : null;
    const working = draft?.text ?? published?.text;
    if (working === undefined) throw notFound(`recipe "${name}"`);
    return { folder, published, draft, working };
  }

  async document(name: string): Promise<RecipeDocument> {
    const { store } = this.#context;
    const item = await this.item(name);
    const { folder, published, draft, working } = await this.#textsOf(item);
    const components = await (await this.#catalogue()).list();
    const { recipe, problems } = checkText(working, folder, components);
    await this.noteOutsideChange(folder, published?.text ?? null);
    const versions = await listVersions(store.database, folder, { limit: 20 });
    const inForce = versions.find(({ hash }) => hash === published?.hash);
    return {
      ...item,
      title: recipe?.title ?? item.title,
      problems: problems.length,
      steps: recipe?.steps.length ?? item.steps,
      triggers: recipe?.triggers.map(({ uses }) => uses) ?? item.triggers,
      yaml: working,
      hash: hashOfText(working),
      parsed: recipe ?? recipeOutline(working),
      found: [...problems],
      published:
        published === null ? null : { yaml: published.text, hash: published.hash, version: inForce?.version ?? null },
      draft:
        draft === null
          ? null
          : {
              changedAt: draft.changedAt.toISOString(),
              changedBy: draft.changedBy,
              publishedHasMoved: draft.baseHash !== (published?.hash ?? null),
            },
      versions: versions.map((version) => ({
        ...version,
        publishedAt: version.publishedAt.toISOString(),
        hash: version.hash.slice(0, 12),
        inForce: version === inForce,
      })),
      draftDiff: draft === null ? [] : diffTexts(published?.text ?? "", draft.text),
    };
  }

  /** A text by what people call it: a version's number, `published`, `draft`, or `shipped`. */
  async textNamed(name: string, which: string): Promise<string> {
    const { store, places } = this.#context;
    const texts = await this.past(name);
    let text: string | null | undefined;
    if (which === "draft") text = texts.draft?.text;
    else if (which === "published") text = texts.published?.text;
    else if (which === "shipped") {
      const known = (await recipeNames(places.recipes)).includes(texts.folder);
      text = known ? (await readVersions(places.recipes, texts.folder)).shipped?.text : undefined;
    } else if (/^\d{1,9}$/.test(which)) {
      text = await readVersionText(store.database, store.vault, texts.folder, Number(which));
    } else
      throw new ApiError(
        400,
        "bad-request",
        `"${which}" is no version; expected a number, published, draft or shipped.`,
      );
    if (text === null || text === undefined) throw notFound(`version "${which}" of the recipe "${name}"`);
    return text;
  }

  /** Remembers what a file, a command or an upgrade has put into force, before something else takes its place. */
  async noteOutsideChange(folder: string, text: string | null): Promise<void> {
    if (text === null) return;
    const { database, vault } = this.#context.store;
    const note = "Came into force by a file, a command or an upgrade.";
    await keepVersion(database, vault, { recipe: folder, text, note, by: "-", outside: true });
  }
}

function stateOf({ off, runsNow }: RecipeView): Pick<RecipeItem, "on" | "off"> {
  return { on: off === null && runsNow !== false, off };
}

function unpublished(name: string): RecipeItem {
  return {
    name,
    folder: name,
    title: name,
    version: { state: "own", words: VERSION_STATES.own },
    on: false,
    off: "It has not been published yet.",
    paused: null,
    hasDraft: true,
    triggers: [],
    steps: 0,
    problems: 0,
    runs: NO_RUNS,
  };
}
