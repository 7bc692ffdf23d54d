import type { Config } from "../../connections/config-schema.ts";
import { namedConnections } from "../../connections/connections.ts";
import type { Connection } from "../../connections/connections.ts";
import { knownConnection } from "../../connections/known-connection.ts";
import type { Catalogue } from "../../component-host/types.ts";
import { recipeUnusableException } from "../../engine/engine-exceptions.ts";
import type { EngineSubject } from "../../engine/engine-exceptions.ts";
import { laneOf } from "../../engine/prepared-recipe.ts";
import type { PreparedRecipe } from "../../engine/prepared-recipe.ts";
import { keepRecipeText, readRecipeText } from "../../engine/recipe-texts.ts";
import type { KnownConnection } from "../../engine/workers.ts";
import type { PreparedSource } from "../../ingress/source-keeper.ts";
import { readRecipe } from "../../recipes/index.ts";
import { readConnections } from "../../store/connections-store.ts";
import { readRecipeSwitches } from "../../store/recipe-switches.ts";
import { closeEngineExceptions } from "./close-engine-exceptions.ts";
import { loadUsableRecipes } from "./load-usable-recipes.ts";
import type { Store } from "./open-store.ts";
import type { Places } from "./places.ts";
import { prepareAll, prepareEntry } from "./prepare-all.ts";
import type { Prepared, UnusableRecipe } from "./prepare-all.ts";
import { switchesByName } from "./recipe-entries.ts";

/** A text that is in use is kept again well before it would be taken out, after a day. */
const KEEP_AGAIN_AFTER_MS = 6 * 3_600_000;

export interface RecipeBookOptions {
  readonly store: Store;
  readonly places: Places;
  readonly config: Config;
  readonly catalogue: Catalogue;
  readonly env: Readonly<Record<string, string>>;
}

/** The recipes that run here, as they are now: read again when somebody switches or changes one. */
export class RecipeBook {
  /** One map for as long as the book is open; what is in it changes. */
  readonly recipes = new Map<string, PreparedRecipe>();
  /** Recipes that do not run here, each with the reason. */
  readonly idle = new Map<string, string>();
  readonly #options: RecipeBookOptions;
  readonly #pinned = new Map<string, PreparedRecipe>();
  /** When this process last kept a text, in milliseconds since 1970, by its hash. */
  readonly #kept = new Map<string, number>();
  #entries: Prepared["entries"] = new Map();
  #sources: readonly PreparedSource[] = [];
  #connections: ReadonlyMap<string, Connection> = new Map();

  constructor(options: RecipeBookOptions) {
    this.#options = options;
  }

  get sources(): readonly PreparedSource[] {
    return this.#sources;
  }

  get connections(): ReadonlyMap<string, Connection> {
    return this.#connections;
  }

  /** Tenants that the recipes work for. */
  get lanes(): readonly string[] {
    return [...new Set([...this.recipes.values()].map(laneOf))];
  }

  get knownConnections(): readonly KnownConnection[] {
    return [...this.#connections.values()].map(knownConnection);
  }

  /**
   * Reads all recipes, switches and connections. A recipe that cannot be used is told to the integration's owner and
   * left out, or its shipped version runs.
   *
   * @throws {ConfigError} When the configuration names a recipe or a connection that is not there; nothing has changed
   */
  async load(): Promise<void> {
    const { store, places, config, catalogue, env } = this.#options;
    const candidates = await loadUsableRecipes(places.recipes);
    const connections = namedConnections(config, await readConnections(store.database, store.vault));
    const unusable = new Map<string, UnusableRecipe>();
    for (const { name, problem, versions } of candidates) {
      const instead = versions.length > 0 ? "the shipped version runs" : "it does not run";
      if (problem !== "") unusable.set(name, { name, problem, instead });
    }
    const unreadable = candidates.filter(({ versions }) => versions.length === 0).map(({ name }) => name);
    const prepared = await prepareAll({
      config: readableOnly(config, unreadable),
      connections,
      catalogue,
      env,
      loaded: candidates.flatMap(({ versions }) => versions.slice(0, 1)),
      shipped: new Map(
        candidates.flatMap(({ name, versions }) => versions.slice(-1).map((version) => [name, version])),
      ),
      switches: switchesByName(await readRecipeSwitches(store.database)),
      onUnusable: (each) => unusable.set(each.name, each),
    });
    replace(this.recipes, prepared.recipes);
    replace(this.idle, prepared.idle);
    for (const name of unreadable) this.idle.set(name, `It cannot be read: ${unusable.get(name)?.problem ?? ""}`);
    this.#sources = prepared.sources;
    this.#entries = prepared.entries;
    this.#connections = connections;
    await this.#tell(unusable);
  }

  /** The version of a recipe that a run has begun with; `undefined` when it cannot be made ready any more. */
  async pinned({ name, textHash }: { name: string; textHash: string }): Promise<PreparedRecipe | undefined> {
    const key = `${name} ${textHash}`;
    const known = this.#pinned.get(key);
    if (known !== undefined) return known;
    const { store, catalogue, env } = this.#options;
    const entry = this.#entries.get(name);
    const text = entry === undefined ? null : await readRecipeText(store.database, store.vault, textHash);
    if (entry === undefined || text === null) return undefined;
    try {
      const loaded = readRecipe(text, `${name} as it was when the run began`);
      const { recipe } = await prepareEntry({ ...entry, loaded }, { catalogue, connections: this.#connections, env });
      this.#pinned.set(key, recipe);
      return recipe;
    } catch {
      // A component it uses is gone: the run goes on with the recipe as it is now.
      return undefined;
    }
  }

  async keepText({ source }: PreparedRecipe): Promise<void> {
    if (source === undefined || Date.now() - (this.#kept.get(source.hash) ?? 0) < KEEP_AGAIN_AFTER_MS) return;
    await keepRecipeText(this.#options.store.database, this.#options.store.vault, source);
    this.#kept.set(source.hash, Date.now());
  }

  async #tell(unusable: ReadonlyMap<string, UnusableRecipe>): Promise<void> {
    const { exceptions } = this.#options.store;
    for (const { name, problem, instead } of unusable.values())
      await exceptions.raise(recipeUnusableException(name, problem, instead));
    for (const name of this.recipes.keys()) {
      const subject: EngineSubject = { kind: "recipe-unusable", shop: "-", lineage: `recipe ${name}` };
      if (!unusable.has(name)) await closeEngineExceptions(exceptions, subject, "The recipe can be used again.");
    }
  }
}

/** Without the recipes that no version of can be read: their place in the configuration is no mistake. */
function readableOnly(config: Config, unreadable: readonly string[]): Config {
  if (config.recipes === undefined || unreadable.length === 0) return config;
  const readable = Object.entries(config.recipes).filter(
    ([name, choice]) => !unreadable.includes(choice.recipe ?? name),
  );
  return { ...config, recipes: Object.fromEntries(readable) };
}

function replace<Value>(into: Map<string, Value>, from: ReadonlyMap<string, Value>): void {
  for (const name of into.keys()) if (!from.has(name)) into.delete(name);
  for (const [name, value] of from) into.set(name, value);
}
