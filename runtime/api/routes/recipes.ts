import { setTimeout as sleep } from "node:timers/promises";
import { askReload } from "../../store/reload-mark.ts";
import { switchRecipe } from "../../store/recipe-switches.ts";
import { applyOperations } from "../../recipes/editing/apply-operations.ts";
import { checkText } from "../../recipes/editing/check-text.ts";
import { RecipeEditError } from "../../recipes/editing/edit-error.ts";
import { emptyRecipe, renamedRecipe } from "../../recipes/editing/new-recipe.ts";
import { fixedSecrets } from "../../recipes/fixed-secrets.ts";
import { pathText } from "../../recipes/index.ts";
import { readAsFarAsPossible, readYaml } from "../../recipes/yaml-places.ts";
import {
  deleteDraft,
  diffTexts,
  hashOfText,
  keepVersion,
  listVersions,
  putTextInForce,
  readVersions,
  recipeNames,
  saveDraft,
  takeOutOfForce,
} from "../../recipes/versions/index.ts";
import { changesInWords } from "../../recipes/versions/changes-in-words.ts";
import type { ApiContext } from "../api-context.ts";
import { ApiError, refused } from "../api-error.ts";
import type { RECIPES } from "../contract/recipes.ts";
import type { RecipeDocument } from "../contract/recipe-parts.ts";
import type { Handlers } from "../handlers.ts";
import type { Person } from "../auth/person.ts";
import { openEditingDoors } from "../recipes/editing-doors.ts";

const LISTENS_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 100;

export function recipeRoutes(context: ApiContext): Handlers<typeof RECIPES> {
  const { store, places } = context;
  const { database, vault } = store;
  const { desk, catalogue } = openEditingDoors(context);

  /** Drafts are seen by everybody, and what changed in them is in the audit log. */
  async function refuseSecrets(text: string): Promise<void> {
    const placed = readYaml(text);
    const found = fixedSecrets(readAsFarAsPossible(text), await (await catalogue()).list());
    const [first] = found;
    if (first === undefined) return;
    const details = found.map(({ path, problem }) => {
      const { line, column } = placed.placeOf(path);
      return { path: pathText(path), message: `line ${line}, column ${column}: ${problem}` };
    });
    const message = `${pathText(first.path)} ${first.problem}. Nothing was saved.`;
    throw new ApiError(409, "secret-in-recipe", message, details);
  }

  /** @throws {ApiError} When somebody else has changed it since, or a secret stands in it */
  async function keepDraft(name: string, text: string, person: Person, base: string | undefined): Promise<void> {
    await refuseSecrets(text);
    const { folder, draft, published, working } = await desk.texts(name);
    if (base !== undefined && base !== hashOfText(working)) throw changedSince(name);
    const saved = await saveDraft(database, vault, {
      recipe: folder,
      text,
      inForce: published?.hash ?? null,
      before: draft?.hash ?? null,
      by: person.name,
    });
    if (!saved) throw changedSince(name);
  }

  async function begin(name: string, text: string, person: Person): Promise<RecipeDocument> {
    await refuseSecrets(text);
    const saved = await saveDraft(database, vault, {
      recipe: name,
      text,
      inForce: null,
      before: null,
      by: person.name,
    });
    if (!saved) throw refused(`There is a draft "${name}" already. Nothing was changed.`);
    return desk.document(name);
  }

  async function exists(name: string): Promise<boolean> {
    return (await desk.list()).some((item) => item.name === name || item.folder === name);
  }

  async function publishText(name: string, text: string, note: string, person: Person): Promise<RecipeDocument> {
    const { folder, published } = await desk.past(name);
    const { problems } = checkText(text, folder, await (await catalogue()).list());
    if (problems.length > 0) {
      const details = problems.map(({ path, problem, line, column }) => ({
        path,
        message: `line ${line}, column ${column}: ${problem}`,
      }));
      const message = `"${name}" cannot run as it is: ${problems.length} problem${problems.length === 1 ? "" : "s"}. Nothing was published.`;
      throw new ApiError(409, "recipe-invalid", message, details);
    }
    await desk.noteOutsideChange(folder, published?.text ?? null);
    await putTextInForce(places.recipes, folder, { text, now: Date.now() });
    await keepVersion(database, vault, { recipe: folder, text, note, by: person.name, outside: false });
    await deleteDraftOf(folder, text);
    await follow(folder, note === "" ? "published" : note, person);
    return desk.document(name);
  }

  /** A draft that says the same as what was published is no draft any more. */
  async function deleteDraftOf(folder: string, text: string): Promise<void> {
    await database.query("DELETE FROM lastedit.recipe_drafts WHERE recipe = $1 AND hash = $2", [
      folder,
      hashOfText(text),
    ]);
  }

  /** This process follows at once, the others within seconds. */
  async function follow(recipe: string, because: string, person: Person): Promise<void> {
    await askReload(database, { by: person.name, because, recipe });
    await context.installation.reload().catch((error: unknown) => {
      context.onTrouble("Recipes could not be read again; those that run go on.", error);
    });
  }

  async function switchTo(name: string, enabled: boolean, person: Person) {
    await desk.item(name);
    await switchRecipe(database, name, enabled);
    await follow(name, enabled ? "switched on" : "switched off", person);
    if (enabled) await untilItListens(name);
    return desk.item(name);
  }

  /** What changes in the shop from the answer on starts a run, unless a source has trouble; then health says which. */
  async function untilItListens(name: string): Promise<void> {
    const latest = Date.now() + LISTENS_WITHIN_MS;
    while (Date.now() < latest) {
      const ids = context.installation.sources().flatMap(({ id, recipe }) => (recipe.name === name ? [id] : []));
      const { sources } = await context.backend.status();
      const stateOf = new Map(sources.map(({ id, state }) => [id, state]));
      if (ids.every((id) => !["starting", undefined].includes(stateOf.get(id)))) return;
      await sleep(LOOK_EVERY_MS);
    }
  }

  return {
    list: async () => ({ items: await desk.list(), next: null }),
    deleted: async () => ({ items: await desk.deleted(), next: null }),
    get: ({ params }) => desk.document(params.name),

    async create({ body, person, audit }) {
      const { name, title, from } = body;
      audit({ subject: name });
      if (await exists(name)) throw refused(`There is a recipe "${name}" already. Nothing was changed.`);
      if (from.what === "empty") return begin(name, emptyRecipe(name, title ?? name), person);
      const source = from.what === "yaml" ? from.yaml : (await desk.texts(from.recipe)).working;
      const text = renamedRecipe(source, name, title);
      if (text === null) throw new ApiError(400, "recipe-unreadable", "The text is not YAML. Nothing was changed.");
      return begin(name, text, person);
    },

    async saveDraft({ params, body, person, audit }) {
      const { working } = await desk.texts(params.name);
      const text = "yaml" in body ? body.yaml : edited(working, body.operations);
      await keepDraft(params.name, text, person, body.base);
      audit({ subject: params.name, after: diffTexts(working, text).slice(0, 200) });
      return desk.document(params.name);
    },

    async discardDraft({ params }) {
      const { folder, draft } = await desk.texts(params.name);
      if (draft === null) throw refused(`The recipe "${params.name}" has no draft. Nothing was changed.`);
      await deleteDraft(database, folder);
      return {};
    },

    async publish({ params, body, person, audit }) {
      const { draft, published, working } = await desk.texts(params.name);
      if (draft === null) throw refused(`The recipe "${params.name}" has no draft to publish. Nothing was changed.`);
      if (body.base !== undefined && body.base !== draft.hash) throw changedSince(params.name);
      const document = await publishText(params.name, working, body.note, person);
      audit({ after: { note: body.note, diff: diffTexts(published?.text ?? "", working).slice(0, 200) } });
      return document;
    },

    async rollBack({ params, body, person, audit }) {
      const { published } = await desk.past(params.name);
      const text = await desk.textNamed(params.name, String(body.version));
      const note = body.note === "" ? `Back to version ${body.version}` : body.note;
      const document = await publishText(params.name, text, note, person);
      audit({ after: { note, diff: diffTexts(published?.text ?? "", text).slice(0, 200) } });
      return document;
    },

    async versions({ params, query }) {
      const { folder, published } = await desk.past(params.name);
      await desk.noteOutsideChange(folder, published?.text ?? null);
      const before = query.before ?? null;
      const found = await listVersions(database, folder, { limit: query.limit + 1, before });
      const [newest] = await listVersions(database, folder, { limit: 1 });
      const items = found.slice(0, query.limit).map((version) => ({
        ...version,
        publishedAt: version.publishedAt.toISOString(),
        hash: version.hash.slice(0, 12),
        inForce: version.version === newest?.version && version.hash === published?.hash,
      }));
      return { items, next: found.length > query.limit ? String(items.at(-1)?.version) : null };
    },

    async diff({ params, query }) {
      const [from, to] = await Promise.all([
        desk.textNamed(params.name, query.from),
        desk.textNamed(params.name, query.to),
      ]);
      const components = await (await catalogue()).list();
      const { folder } = await desk.past(params.name);
      const [before, after] = [from, to].map((text) => checkText(text, folder, components).recipe);
      return {
        from: query.from,
        to: query.to,
        lines: diffTexts(from, to),
        changes: changesInWords(before ?? null, after ?? null),
      };
    },

    enable: ({ params, person }) => switchTo(params.name, true, person),
    disable: ({ params, person }) => switchTo(params.name, false, person),

    async delete({ params, person, audit }) {
      const { folder, published, draft } = await desk.texts(params.name);
      await desk.noteOutsideChange(folder, published?.text ?? null);
      const known = (await recipeNames(places.recipes)).includes(folder);
      const versions = known ? await readVersions(places.recipes, folder) : null;
      if (versions?.yours === null && draft === null)
        throw refused(`The recipe "${params.name}" is as shipped: it can be switched off. Nothing was changed.`);
      const [newest] = await listVersions(database, folder, { limit: 1 });
      audit({ before: { state: versions?.state ?? "draft", version: newest?.version ?? null, draft: draft !== null } });
      await takeOutOfForce(places.recipes, folder, Date.now());
      await deleteDraft(database, folder);
      await follow(folder, "deleted", person);
      return { nowRuns: versions?.shipped === null || versions === null ? "nothing" : "shipped" };
    },

    async import({ body, person, audit }) {
      const { data } = readYaml(body.yaml);
      const name = (data as { recipe?: unknown } | null)?.recipe;
      if (typeof name !== "string" || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
        const message =
          'The text has no name: expected a field "recipe" in lower case with hyphens. Nothing was changed.';
        throw new ApiError(400, "recipe-unreadable", message);
      }
      audit({ subject: name });
      if (!(await exists(name))) return begin(name, body.yaml, person);
      const { draft } = await desk.texts(name);
      if (draft !== null && !body.replaceDraft)
        throw refused(`"${name}" has a draft already; say that it is to be replaced. Nothing was changed.`);
      await keepDraft(name, body.yaml, person, undefined);
      return desk.document(name);
    },

    export: async ({ params, query }) => ({
      fileName: `${params.name}.yaml`,
      body: await desk.textNamed(params.name, query.version),
    }),
  };
}

function edited(text: string, operations: Parameters<typeof applyOperations>[1]): string {
  try {
    return applyOperations(text, operations);
  } catch (error) {
    if (error instanceof RecipeEditError) throw new ApiError(400, error.code, error.message);
    throw error;
  }
}

function changedSince(name: string): ApiError {
  const message = `Somebody else has changed "${name}" since it was shown. Load it again. Nothing was changed.`;
  return new ApiError(409, "changed-since", message);
}
